import { describe, expect, test } from 'vitest'
import type { Piece } from './fields.ts'
import { holdOut } from './hold-out.ts'
import { NO_MEANING, type TriedQuestion, verdictOfAll, weighMeaning } from './meaning.ts'
import { NO_NEAR_EVIDENCE } from './near-evidence.ts'
import { likeness, packVector } from './vector.ts'

const kindOf = (piece: number) => (piece < 100 ? 'page' : 'faq')
/** A question whose answer is at so many places by words and by meaning; 0: it is not found so. */
const asked = (kind: 'page' | 'faq', places: { words: number; near: number }): TriedQuestion => {
  const wanted = kind === 'page' ? 0 : 100
  const list = (place: number, first: number) =>
    Array.from({ length: 6 }, (_, at) => (at + 1 === place ? wanted : first + at))
  const words = list(places.words, wanted + 1).map((piece, at) => ({ piece, score: 1 / (61 + at) }))
  return { kind, wanted, words, near: list(places.near, wanted + 10) }
}
const times = (count: number, question: TriedQuestion) => Array.from({ length: count }, () => question)
const HELPED = { words: 0, near: 1 }

describe('weighMeaning', () => {
  test('counts meaning where it helps, and not where it does harm', () => {
    const questions = [...times(20, asked('faq', HELPED)), ...times(20, asked('page', { words: 5, near: 0 }))]

    const { weights, tried } = weighMeaning(questions, kindOf)

    expect(weights).toEqual({ page: 0, faq: 1 })
    expect(tried.faq).toMatchObject({ asked: 20, without: { first: 0, five: 0 }, with: { five: 20 } })
    expect(tried.page).toMatchObject({ without: { five: 20 }, with: { five: 20 } })
  })

  test('does not help one kind at the cost of the other', () => {
    const questions = [...times(20, asked('faq', HELPED)), ...times(20, asked('page', { words: 5, near: 0 }))]

    const { weights, tried } = weighMeaning(questions, () => 'faq')

    expect(weights.faq).toBeLessThan(1)
    expect(tried.page).toMatchObject({ without: { five: 20 }, with: { five: 20 } })
  })

  test.each([
    ['it gains nothing', 20, { words: 1, near: 1 }],
    ['a few questions prove nothing', 9, HELPED],
  ])('counts nothing where %s', (_, count, places) => {
    expect(weighMeaning(times(count, asked('faq', places)), kindOf).weights.faq).toBe(0)
  })
})

test.each([
  ['one kind of two is helped', { faq: 20, weights: { faq: 1, page: 0 } }, 'used'],
  ['no kind is, and of one that is known', { faq: 20, weights: NO_MEANING }, 'not_better'],
  ['of none that is known', { faq: 9, weights: NO_MEANING }, 'too_few'],
] as const)('tells one thing of all where %s', (_, { faq, weights }, verdict) => {
  const figures = { without: { first: 0, five: 0 }, with: { first: 0, five: 0 } }
  const tried = { faq: { asked: faq, ...figures }, page: { asked: 3, ...figures } }

  expect(verdictOfAll({ weights, tried }, NO_NEAR_EVIDENCE)).toBe(verdict)
})

describe('holdOut', () => {
  const piece: Piece = {
    ...{ title: 'Can I pay by card?', headings: [], body: 'Yes, by any card.', alternates: [] },
    ...{ language: 'en', shape: 'whole' },
  }

  test('asks for what the piece does not say any more', () => {
    const alternates = ['Do you take Visa?', 'Is cash needed?']
    const sentence = 'We ship on the same day whenever you order it before noon.'

    const whole = holdOut(piece)
    const other = holdOut({ ...piece, alternates, shape: 'asked' })
    const part = holdOut({ ...piece, shape: 'part', body: `Short one. ${sentence}` })

    expect(whole).toMatchObject({ questions: [piece.title], piece: { title: '', shape: 'whole' } })
    expect(other).toMatchObject({ questions: [alternates[1]], piece: { alternates: [alternates[0]] } })
    expect(part).toMatchObject({
      questions: ['whenever you order it before noon.'],
      piece: { body: 'Short one.' },
    })
  })

  test.each([
    ['a title alone', { body: '' }],
    ['a part of one sentence', { shape: 'part', body: 'One two three four five six seven eight.' }],
  ] as const)('asks nothing of %s', (_, over) => {
    expect(holdOut({ ...piece, ...over }).questions).toEqual([])
  })
})

describe('packVector', () => {
  test('keeps how alike two vectors are, in bytes nearly so', () => {
    const [one, other] = [packVector(Float32Array.of(3, 4, 0)), packVector(Float32Array.of(4, 3, 0))]
    if (!one || !other) throw new Error('They are vectors.')
    const bytes = [...one.small].reduce((sum, byte, at) => sum + byte * (other.small[at] ?? 0), 0)

    expect(likeness(one.exact, other.exact)).toBeCloseTo(0.96, 5)
    expect(bytes * one.scale * other.scale).toBeCloseTo(0.96, 1)
  })

  test.each([[[]], [[0, 0]], [[Number.NaN, 1]], [[Number.POSITIVE_INFINITY]]])(
    'takes %j for none',
    (values) => {
      expect(packVector(Float32Array.from(values))).toBeNull()
    },
  )
})
