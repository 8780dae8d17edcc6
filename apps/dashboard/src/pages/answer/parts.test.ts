import type { Answer, AnswerTrace } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { answersEn } from '../../i18n/en-answers.ts'
import { bestFirst, byPart, openPartsOf, verdictOf } from './parts.ts'

const chunk = (articleId: string, evidence: number, part?: number): AnswerTrace['candidates'][number] => ({
  ...{ chunkId: articleId, articleId, version: 1, kind: 'faq', audience: 'public', title: articleId },
  ...{ headings: [], start: 0, end: 9, score: 1, evidence, threshold: 0.5, foundBy: 'en' },
  ...{ signals: { title: 1, body: 1, trigram: 1, alternate: 0 }, ...(part && { part }) },
})

const SHIPPING = { question: 'How long does shipping take?', isEnough: true, isAnswered: true }
const LLAMAS = { question: 'can I bring a llama?', isEnough: false, isAnswered: false }

function anAnswer(over: Partial<Answer>, trace: Partial<AnswerTrace>): Answer {
  return {
    ...{ messageId: 'm', conversationId: 'c', inboxId: 'i', action: 'answer', reason: null, summary: null },
    ...{ citations: [], calls: [], feedback: [], confirmedAt: null, createdAt: '2026-01-01T10:00:00.000Z' },
    ...over,
    trace: {
      ...{ mode: 'quoting', language: 'en', question: 'Both?', variants: [], flags: [], candidates: [] },
      ...{ threshold: 0.5, isEnough: true, instructions: { org: null, inbox: null }, promptHash: null },
      ...{ tools: [], tries: [], fault: null, redacted: {}, ms: 1 },
      ...trace,
    },
  }
}

const parts = [SHIPPING, LLAMAS]
const candidates = [chunk('shipping', 0.9, 1), chunk('llamas', 0.2, 2), chunk('all', 0.1)]

test('what was found stands under the question that found it', () => {
  const groups = byPart(parts, candidates)

  expect(groups.map(({ part, candidates: own }) => [part?.place, own.map((one) => one.chunkId)])).toEqual([
    [1, ['shipping']],
    [2, ['llamas']],
    [undefined, ['all']],
  ])
  expect(byPart([], candidates)).toEqual([{ part: null, candidates }])
})

test.each([
  ['answer', { parts }, 'wait: answers 1 of 2 questions'],
  ['answer', { parts: [SHIPPING, SHIPPING] }, 'done: answers 2 of 2 questions'],
  ['answer', { mode: 'model', parts: [LLAMAS, LLAMAS] }, 'wait: enough for 0 of 2 questions'],
  ['suggest', { parts: [LLAMAS, LLAMAS] }, 'wait: enough for 0 of 2 questions'],
  ['answer', {}, 'done: enough'],
  ['suggest', { isEnough: false }, 'wait: below the threshold'],
  ['clarify', { threshold: null }, 'undefined: undefined'],
] as const)('the verdict over what was found agrees with what was said: %s %j', (action, trace, said) => {
  const verdict = verdictOf(anAnswer({ action }, trace as Partial<AnswerTrace>), answersEn)

  expect(`${verdict?.tone}: ${verdict?.text}`).toBe(said)
})

test('the list agrees with the verdict: what is answered from first, then what says most', () => {
  const order = (...evidences: number[]) =>
    bestFirst(evidences.map((evidence) => chunk(`${evidence}`, evidence))).map(({ evidence }) => evidence)

  expect(order(0.6, 0.1, 0.9)).toEqual([0.6, 0.9, 0.1])
  expect(order(0.1, 0, 0.4)).toEqual([0.4, 0.1, 0])
})

test('of several questions those wait for an article that were not answered', () => {
  const open = openPartsOf(anAnswer({ reason: 'no_evidence' }, { parts, candidates }))
  const { question, place, candidates: own } = open[0] ?? {}

  expect([open.length, question, own?.map((one) => one.chunkId)]).toEqual([1, LLAMAS.question, ['llamas']])
  expect(place).toBe(2)
  expect(openPartsOf(anAnswer({ reason: 'no_evidence' }, {}))).toMatchObject([
    { question: 'Both?', place: 0 },
  ])
  expect(openPartsOf(anAnswer({}, { parts, candidates }))).toEqual([])
})

test('an article was offered for the question that it has words of', () => {
  const found = [chunk('shipping', 0.3, 1), chunk('shipping', 0, 2)]
  const open = { ...LLAMAS, question: 'How long?' }
  const cited = [{ ...chunk('shipping', 0.3), quote: 'Shipping' }]
  const offer = anAnswer(
    { action: 'suggest', reason: 'no_evidence', citations: cited },
    { parts: [open, LLAMAS], candidates: found },
  )

  expect(openPartsOf(offer).map(({ offered }) => offered.length)).toEqual([1, 0])
})
