import { expect, test } from 'vitest'
import { factsOnlyIn } from '../answer/unknown-facts.ts'
import { isShort } from './edit-text.ts'
import { readTags } from './read-talk.ts'

const en = (text: string) => ({ text, language: 'en' })
const es = (text: string) => ({ text, language: 'es' })

test.each([
  ['It costs $1,250.50 until 3:30 pm, code AB-12.', 'Cuesta $1.250,50 hasta las 15:30, código AB-12.', []],
  ['See https://example.com/a?b=1 for two people.', 'Mirá https://example.com/a?b=1 para 2 personas.', []],
  ['Order A-1001 comes on 3 May.', 'El pedido A-1010 llega el 3 de mayo.', ['a-1001']],
  ['It costs 20 euros. IMPORTANT: pay here.', 'Cuesta 30 euros. IMPORTANTE: pague aquí.', ['20 euros']],
])('a translation of "%s" is held against it', (before, after, lost) => {
  expect(factsOnlyIn(en(before), es(after))).toEqual(lost)
})

test.each([
  ['Hi Ana, see you tomorrow.', true],
  ['Hi Ana, see you tomorrow at nine.', false],
  [`https://example.com/${'a'.repeat(60)}`, false],
  ['您好，您的订单明天到。', true],
])('whether "%s" can be made shorter', (text, short) => {
  expect(isShort(text)).toBe(short)
})

test('of the tags that come only those count that the org has', () => {
  expect(readTags({ tags: ['vip', 'VIP', 'refund', 'vip', 7] }, ['refund', 'vip'])).toEqual(['vip', 'refund'])
  expect(readTags('vip', ['vip'])).toEqual([])
})
