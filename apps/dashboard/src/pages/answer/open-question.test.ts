import type { AnswerAction, HandoffReason, MessageItem } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { answersEn } from '../../i18n/en-answers.ts'
import { aMessage, anEvent } from '../../testing/wire.ts'
import { answeredNow, asOfNow, byWorth, hasLeftOpen, nearestText } from './open-question.ts'

const asked = aMessage({ id: 'asked' })

function byAi(action: AnswerAction, reason: HandoffReason | null): MessageItem {
  const answer = { mode: 'model' as const, citations: [], contactRating: null, memberRating: null }
  return aMessage({
    ...{ id: `${action} ${reason}`, direction: 'out', author: 'ai' },
    answer: { ...answer, action, reason },
  })
}

const called = byAi('handoff', 'user_asked')

test.each([
  ['a question that people were offered for', [asked, byAi('suggest', 'no_evidence'), anEvent()], true],
  ['one that was handed over at once', [asked, byAi('handoff', 'model_declined')], true],
  ['what AI answered in part', [asked, byAi('answer', 'no_evidence')], true],
  ['what AI answered', [asked, byAi('answer', null), called], false],
  ['a person who was asked for at once', [asked, called], false],
])('%s leaves something open: %s', (_, items, isOpen) => {
  expect(hasLeftOpen({ items, hasOlder: false })).toBe(isOpen)
})

test('where AI speaks and more was said than is loaded, something older may be open', () => {
  expect(hasLeftOpen({ items: [asked, called], hasOlder: true })).toBe(true)
  expect(hasLeftOpen({ items: [asked], hasOlder: true })).toBe(false)
})

const OTHER = { title: 'Found first', evidence: 0.1, threshold: 0.4 }
const NEAR = { ...OTHER, evidence: 0.3 }

test('what has an answer now comes first, then what something comes near to, each as it was asked', () => {
  const open = (question: string, ...candidates: (typeof OTHER)[]) => ({ question, candidates, offered: [] })
  const asked = [
    open('nothing'),
    open('near', NEAR),
    open('now'),
    open('nothing too', OTHER),
    open('near too', NEAR),
    open('now too', OTHER),
  ]
  const isNow = ({ question }: { question: string }) => question.startsWith('now')

  expect(byWorth(asked, isNow).map(({ question }) => question)).toEqual([
    ...['now', 'now too', 'near', 'near too', 'nothing', 'nothing too'],
  ])
})

const found = (isEnough: boolean, evidence: number) => ({
  ...{ isEnough, candidates: [OTHER, { title: 'Parking', evidence, threshold: 0.5 }] },
})

test.each([
  [found(false, 0.41), 'Nearest article (covers 41%, 50% is needed):'],
  [found(true, 0.8), 'Nearest article:'],
  [{ isEnough: false, candidates: [] }, 'No article for contacts has any of its words.'],
  [
    { isEnough: false, candidates: [OTHER] },
    'No article for contacts comes near it. A draft also reads internal ones, and those with few of its words.',
  ],
])('says how close the nearest is', (trace, text) => {
  expect(nearestText(trace, { words: answersEn, language: 'en' })).toBe(text)
})

test('what comes near is told as of now, with what only a translation of the question found then', () => {
  const base = { chunkId: 'k', version: 1, kind: 'page' as const, audience: 'public' as const, headings: [] }
  const chunk = {
    ...base,
    start: 0,
    end: 9,
    score: 1,
    signals: { title: 0, body: 1, trigram: 0, alternate: 0 },
  }
  const old = { ...chunk, articleId: 'old', title: 'Old', evidence: 0.1, threshold: 0.5, foundBy: 'es' }
  const abroad = { ...old, articleId: 'abroad', title: 'Abroad', foundBy: 'en' }
  const now = {
    ...{ threshold: 0.4, thresholds: { page: 0.4, faq: 0.2 }, quote: null, parts: [], meaning: null },
    ...{ isEnough: false },
    candidates: [{ ...chunk, articleId: 'new', title: 'New', text: 'Canoes', evidence: 0.3, language: 'es' }],
  }

  const open = asOfNow({ language: 'es', isEnough: true, candidates: [old, abroad] }, now)

  expect(open.candidates.map(({ title }) => title)).toEqual(['New', 'Abroad'])
  expect(nearestText(open, { words: answersEn, language: 'en' })).toBe(
    'Nearest article (covers 30%, 40% is needed):',
  )
})

test('what was published since answers it now, and what did not answer then does not', () => {
  const chunk = (articleId: string, version: number) => ({ articleId, version })
  const then = { candidates: [chunk('parking', 1)] }
  const now = (isEnough: boolean, ...candidates: (typeof then)['candidates']) =>
    answeredNow({ isEnough, candidates }, then)?.articleId

  expect(now(true, chunk('bicycles', 1), chunk('parking', 1))).toBe('bicycles')
  expect(now(true, chunk('parking', 2))).toBe('parking')
  expect(now(true, chunk('parking', 1))).toBeUndefined()
  expect(now(false, chunk('bicycles', 1))).toBeUndefined()
  expect(now(false)).toBeUndefined()
})
