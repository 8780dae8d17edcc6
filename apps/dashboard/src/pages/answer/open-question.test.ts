import type { AnswerAction, HandoffReason, MessageItem } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { answersEn } from '../../i18n/en-answers.ts'
import { aMessage, anEvent } from '../../testing/wire.ts'
import { answeredNow, nearestText, openQuestionsIn } from './open-question.ts'

const asked = aMessage({ id: 'asked' })
const byMember = aMessage({ id: 'member', direction: 'out', author: 'agent' })

function byAi(action: AnswerAction, reason: HandoffReason | null): MessageItem {
  const answer = { mode: 'model' as const, citations: [], contactRating: null, memberRating: null }
  return aMessage({
    ...{ id: `${action} ${reason}`, direction: 'out', author: 'ai' },
    answer: { ...answer, action, reason },
  })
}

const offered = byAi('suggest', 'no_evidence')
const called = byAi('handoff', 'user_asked')

const inPart = byAi('answer', 'no_evidence')

test.each([
  ['a question that people were offered for', [asked, offered], [offered.id]],
  ['the same after the contact took the person', [asked, offered, asked, called, anEvent()], [offered.id]],
  [
    'one that was handed over at once',
    [asked, byAi('handoff', 'model_declined')],
    ['handoff model_declined'],
  ],
  [
    'each of two that were asked one after the other',
    [asked, offered, asked, byAi('handoff', 'no_evidence')],
    [offered.id, 'handoff no_evidence'],
  ],
  ['what was asked before a part was answered', [asked, offered, asked, inPart], [offered.id, inPart.id]],
  ['what AI answered in part', [asked, inPart], [inPart.id]],
  ['none once a member wrote', [asked, offered, byMember, asked], []],
  ['the one that was asked since', [asked, offered, byMember, asked, inPart], [inPart.id]],
  ['none once AI answered', [asked, offered, asked, byAi('answer', null), called], []],
  ['none where a person was asked for at once', [asked, called], []],
])('%s waits for an article', (_, items, openIds) => {
  expect(openQuestionsIn(items).map(({ id }) => id)).toEqual(openIds)
})

const OTHER = { title: 'Found first', evidence: 0.1, threshold: 0.4 }
const found = (isEnough: boolean, evidence: number) => ({
  ...{ isEnough, candidates: [OTHER, { title: 'Parking', evidence, threshold: 0.5 }] },
})

test.each([
  [found(false, 0.41), 'Nearest article (covers 41%, 50% is needed):'],
  [found(true, 0.8), 'Nearest article:'],
  [{ isEnough: false, candidates: [] }, 'No article has any of its words.'],
])('says how close the nearest is', (trace, text) => {
  expect(nearestText(trace, { words: answersEn, language: 'en' })).toBe(text)
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
