import type { Expectation, Id, TestWords } from '@hilo/protocol'

/** What a new case begins with: what was said up to a message, or a question that should be answered. */
export type NewCase =
  | { conversation: Id; message?: Id }
  | { question: string; language?: string; cites?: string }

const ID = /^[0-9a-f-]{36}$/i
const NAME_MAX = 80

/** From the address: whatever stands there, the page opens. */
export function parseNewCase(search: Record<string, unknown>): NewCase | Record<never, never> {
  const { conversation, message, question, language, cites } = search
  const isId = (value: unknown): value is Id => typeof value === 'string' && ID.test(value)
  if (isId(conversation)) return { conversation, ...(isId(message) && { message }) }
  if (typeof question !== 'string' || question.trim() === '') return {}
  return {
    question: question.trim().slice(0, 1_000),
    ...(typeof language === 'string' && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/.test(language) && { language }),
    ...(typeof cites === 'string' && cites !== '' && { cites: cites.slice(0, 300) }),
  }
}

const NOTHING: Expectation = { actions: [], reasons: [], says: [], saysNot: [], cites: [] }

/** Somebody asks it, and is to be answered. */
export function caseOfQuestion({
  question,
  language,
  cites,
}: Extract<NewCase, { question: string }>): TestWords {
  const expected = { ...NOTHING, actions: ['answer' as const], cites: cites ? [cites] : [] }
  return {
    ...{ name: question.slice(0, NAME_MAX), language: language ?? null, inboxId: null },
    turns: [{ says: [[question]], only: null, expect: expected }],
  }
}
