import { expect, test } from 'vitest'
import { audienceOf, NO_VALUE, NOBODY_YET, toValue } from './draft.ts'

const UTC = 'UTC'

test('a pasted CSV is a list of its first column', () => {
  const numbers = '"+598 99 000 001";Ana\n+59899000002,Ben,x\n\n'

  expect(audienceOf({ ...NOBODY_YET, who: 'list', numbers, evidence: 'The form' }, UTC)).toEqual({
    ...{ type: 'list', numbers: ['+598 99 000 001', '+59899000002'], evidence: 'The form' },
  })
})

test('what is not filled in narrows nothing', () => {
  expect(audienceOf(NOBODY_YET, UTC)).toEqual({ type: 'segment', of: 'inbox', tags: [], attributes: [] })
  expect(
    audienceOf(
      { ...NOBODY_YET, tags: 'vip, , new', attributes: 'city=Salto\nnothing', language: ' es ' },
      UTC,
    ),
  ).toMatchObject({ tags: ['vip', 'new'], attributes: [{ name: 'city', value: 'Salto' }], language: 'es' })
})

test('a value of the contact may have another in its place', () => {
  expect(toValue({ ...NO_VALUE, from: 'name', otherwise: 'you' })).toEqual({ from: 'name', otherwise: 'you' })
  expect(toValue({ ...NO_VALUE, from: 'attribute', name: 'city' })).toEqual({
    from: 'attribute',
    name: 'city',
  })
})

test('a day begins where the organisation is', () => {
  const audience = audienceOf({ ...NOBODY_YET, wroteSince: '2026-03-01' }, 'America/Montevideo')

  expect(audience).toMatchObject({ wroteSince: '2026-03-01T03:00:00.000Z' })
})
