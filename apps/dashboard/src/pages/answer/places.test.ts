import type { AnswerCitation } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { placesOf } from './places.ts'

const aCitation = (fields: Partial<AnswerCitation>): AnswerCitation => ({
  ...{ chunkId: 'chunk', articleId: 'returns', version: 2, title: 'Returns', audience: 'public' },
  ...{ start: 0, end: 9, quote: 'Some text' },
  ...fields,
})

test('an article that is cited twice is named once, with both places', () => {
  const cited = placesOf([aCitation({}), aCitation({ articleId: 'fees' }), aCitation({ start: 20, end: 30 })])

  expect(cited.map(({ articleId, places }) => [articleId, places])).toEqual([
    [
      'returns',
      [
        { start: 0, end: 9 },
        { start: 20, end: 30 },
      ],
    ],
    ['fees', [{ start: 0, end: 9 }]],
  ])
})

test('an article that is only named has no place to be marked', () => {
  const named = aCitation({ start: 4, end: 4 })

  expect(placesOf([named]).map(({ places }) => places)).toEqual([[]])
  expect(placesOf([named, aCitation({})]).map(({ places }) => places)).toEqual([[{ start: 0, end: 9 }]])
})

test('a place of another version is not marked in this one', () => {
  const [article] = placesOf([aCitation({}), aCitation({ version: 1, start: 20, end: 30 })])

  expect(article).toMatchObject({ version: 2, places: [{ start: 0, end: 9 }] })
})
