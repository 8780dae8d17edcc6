import { expect, test } from 'vitest'
import { bestFirst } from './best-first.ts'

const thresholds = { page: 0.5, faq: 0.3 }
const chunk = (title: string, evidence: number, over: { kind?: 'page'; alternates?: string[] } = {}) => ({
  ...{ articleId: title, kind: 'faq' as const, title, alternates: [], evidence },
  ...over,
})
const order = (question: string, chunks: ReturnType<typeof chunk>[]) =>
  bestFirst(question, chunks, thresholds).map(({ title, evidence }) => `${title} ${evidence}`)

test.each(['Cuanto tarda el ENVÍO', '¡Hola! ¿Cuánto tarda el envío?, por favor', 'cuándo llega mi pedido??'])(
  '"%s" is what an article is called, or says that it answers: it goes first and is sure',
  (question) => {
    const asked = chunk('¿Cuánto tarda el envío?', 0.1, { alternates: ['¿Cuándo llega mi pedido?'] })

    expect(order(question, [chunk('Envíos', 0.9), asked])).toEqual([
      '¿Cuánto tarda el envío? 1',
      'Envíos 0.9',
    ])
  },
)

test('of a long article only the piece that was found first is', () => {
  const [first, second] = [chunk('Returns', 0.2), { ...chunk('Returns', 0.1), title: 'Returns' }]

  expect(order('returns', [first, second])).toEqual(['Returns 1', 'Returns 0.1'])
})

test('each is judged by what its own kind needs: the first that says enough goes first', () => {
  const chunks = [
    chunk('a page', 0.4, { kind: 'page' }),
    chunk('a little', 0.2),
    chunk('b', 0.3),
    chunk('c', 0.9),
  ]

  expect(order('what', chunks)).toEqual(['b 0.3', 'a page 0.4', 'a little 0.2', 'c 0.9'])
})

test('words that no letters are in are nobody’s title', () => {
  expect(order('???', [chunk('!!!', 0.1)])).toEqual(['!!! 0.1'])
})
