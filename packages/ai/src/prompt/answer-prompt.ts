import type { HeardBy } from '@hilo/protocol'
import type { Failure } from '../answer/failure.ts'
import type { ModelMessage } from '../model/model.ts'
import { NO_TOPIC } from './draft.ts'
import type { Instructions } from './instructions.ts'
import { languageName } from './language-name.ts'
import { framed, type Passage, passagesMessage } from './passages.ts'
import { RESULT_RULES, RULES } from './rules.ts'

/** What was said so far; `us`: whoever answers the contact. */
export type Turn = { readonly from: 'contact' | 'us'; readonly text: string; readonly by?: HeardBy }

/** What a model is told of that. */
export const HEARD: Readonly<Record<HeardBy, string>> = {
  voice: 'voice message, transcribed by a machine',
  picture: 'picture, described by a machine',
}

export type AnswerPrompt = {
  readonly instructions: Instructions
  /** The language of the answer. */
  readonly language: string
  readonly passages: readonly Passage[]
  /** Before the question, oldest first. */
  readonly history: readonly Turn[]
  /** What is to be answered, in words that stand alone. */
  readonly question: string
  /** Tools were called for it: what they returned follows. */
  readonly hasResults: boolean
  /** What was wrong with the draft before this one. */
  readonly failures: readonly Failure[]
}

const HISTORY_MAX = 10
const TURN_LENGTH_MAX = 2_000

/**
 * What a model is given to write an answer. The passages and what the contact wrote are data: they stand in
 * messages of their own, after the rules, and the rules say so.
 */
export function answerMessages(prompt: AnswerPrompt): ModelMessage[] {
  const { passages, history, question } = prompt
  return [
    { role: 'system', text: rulesOf(prompt) },
    passagesMessage(passages),
    ...historyMessages(history),
    { role: 'user', text: framed(question) },
  ]
}

/** The last turns as messages, none of them endless. */
export function historyMessages(history: readonly Turn[]): ModelMessage[] {
  return history.slice(-HISTORY_MAX).map(({ from, text, by }) => ({
    role: from === 'contact' ? 'user' : 'assistant',
    text: (by ? `(${HEARD[by]}) ` : '') + framed(text.slice(0, TURN_LENGTH_MAX)),
  }))
}

function rulesOf({ instructions, language, hasResults, failures }: AnswerPrompt): string {
  const { tone, dos, donts, purpose, topics } = instructions
  const parts = [
    RULES,
    `Write in ${languageName(language)}.`,
    hasResults ? RESULT_RULES : '',
    purpose && `What this conversation is for: ${purpose}`,
    topics.length > 0
      ? `Only these topics are talked about: ${topics.join('; ')}. Name as "topic" the one that the ` +
        `question belongs to, or "${NO_TOPIC}": then hand off, whatever the passages say.`
      : '',
    tone && `Tone: ${tone}`,
    ...dos.map((line) => `Do: ${line}`),
    ...donts.map((line) => `Do not: ${line}`),
    failuresText(failures),
  ]
  return parts.filter(Boolean).join('\n')
}

function failuresText(failures: readonly Failure[]): string {
  if (failures.length === 0) return ''
  const named = failures.slice(0, 8).map(({ code, what }) => `${code}: ${framed(what).slice(0, 120)}`)
  return `The draft before was not sent, because this of it is not in what it cited:\n- ${named.join('\n- ')}
Write it anew without that; if nothing is left, hand off.`
}
