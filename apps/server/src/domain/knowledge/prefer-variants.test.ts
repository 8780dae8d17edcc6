import { expect, test } from 'vitest'
import { answeringOrder } from './answering-order.ts'
import { preferVariants } from './prefer-variants.ts'

const grouped = [
  { articleId: 'returns-en', groupId: 'returns', language: 'en' },
  { articleId: 'returns-es', groupId: 'returns', language: 'es-UY' },
  { articleId: 'hours-en', groupId: 'hours', language: 'en' },
]
const found = (articleId: string, evidence: number) => ({ articleId, evidence, threshold: 0.5 })
const left = (all: ReturnType<typeof found>[]) =>
  preferVariants(all, grouped, 'es').map(({ articleId }) => articleId)

test.each([
  ['says enough', [0.6, 0.9], ['alone', 'returns-es', 'hours-en']],
  ['says as little', [0.2, 0.2], ['alone', 'returns-es', 'hours-en']],
  ['says too little', [0.3, 0.9], ['returns-en', 'alone', 'returns-es', 'hours-en']],
] as const)('the one in the language of the conversation %s', (_, [own, other], expected) => {
  const [es, en] = [found('returns-es', own), found('returns-en', other)]

  expect(left([en, found('alone', 0.5), es, found('hours-en', 0.5)])).toEqual(expected)
})

test('without one in the language of the conversation another answers', () => {
  expect(left([found('returns-en', 0.9), found('hours-en', 0.1)])).toEqual(['returns-en', 'hours-en'])
})

test('what says enough in the language of the conversation leaves nothing to another', () => {
  const [own, twin] = [
    { ...found('returns-es', 0.6), language: 'es-UY' },
    { ...found('returns-en', 0.9), language: 'en' },
  ]
  const little = { ...found('alone', 0), language: 'es' }
  const foreign = { ...found('hours-en', 0.2), language: 'en' }

  expect(answeringOrder([twin, little, foreign, own], grouped, 'es')).toEqual([own, little])
  const weak = { ...own, evidence: 0.3 }
  expect(answeringOrder([foreign, weak, twin], grouped, 'es-AR')).toEqual([twin, foreign, weak])
})
