import { newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { standInApertium } from '../testing/apertium.ts'
import { modesIn, openApertium } from './apertium.ts'

const ES_EN = { from: 'es', to: 'en' }
const signal = AbortSignal.timeout(20_000)
const orgId = newId()

test('languages of modes are named by two letters, and of several writings the plain one is taken', () => {
  expect(modesIn('  eng-spa\n  spa-eng_US\n  spa-eng\n  es-pt_BR\nnonsense\n')).toEqual([
    { from: 'en', to: 'es', name: 'eng-spa' },
    { from: 'es', to: 'en', name: 'spa-eng' },
    { from: 'es', to: 'pt', name: 'es-pt_BR' },
  ])
})

test('what it says is taken, in the ways that it knows', async () => {
  const program = standInApertium({ 'Hola $(id) `id` | "x"': 'Hello' })
  const apertium = openApertium(program)

  expect(await apertium.ways()).toContainEqual(ES_EN)
  expect(await apertium.translate(asked('Hola $(id)\u0000`id`\n| "x"'), signal)).toBe('Hello')
  expect(await apertium.translate({ ...asked('Olá'), way: { from: 'pt', to: 'en' } }, signal)).toBeNull()
})

test('a text is no argument, and nothing of it is run', async () => {
  const apertium = openApertium(standInApertium({}))
  const hostile = '--help; touch x && $(exit 3) ^n<x>$ [sb] \\'

  expect(await apertium.translate(asked(hostile), signal)).toContain('--help; touch')
})

test.each([['  '], ['x'.repeat(1_001)]])('no question is put to it: %.20s', async (text) => {
  const apertium = openApertium(standInApertium({}))

  expect(await apertium.translate(asked(text), signal)).toBeNull()
})

test('of many questions of an org some are not put into another language, and another org has its turn', async () => {
  const apertium = openApertium(standInApertium({}))
  const many = Array.from({ length: 40 }, (_, at) => apertium.translate(asked(`hola ${at}`), signal))
  const other = apertium.translate({ ...asked('hola'), orgId: newId() }, signal)

  expect(await other).toBe('hola')
  const said = await Promise.all(many)
  expect(said.filter((one) => one !== null)).toHaveLength(16)
})

test('a machine without it says nothing in another language', async () => {
  const apertium = openApertium('no-such-apertium')

  expect([await apertium.ways(), await apertium.translate(asked('hola'), signal)]).toEqual([[], null])
})

function asked(text: string) {
  return { orgId, text, way: ES_EN }
}
