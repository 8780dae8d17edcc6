import { answerTextOf, type Content } from '@hilo/protocol'
import type { Inbox } from '../inbox/inbox.ts'
import type { ClaimedRun } from './run.ts'

/** How long a contact has to be quiet before what they wrote is taken as one. */
export type Quiet = {
  ms: number
  /** The part of the time since the first message of the burst that is added: who goes on, goes on longer. */
  growth: number
}

const FINISHED_MS = 1_200
const UNFINISHED_MS = 4_000
/** A message of so many characters is rarely followed by the rest of its sentence. */
const LONG_CHARACTERS = 80
const GROWTH = 0.25

/** For what a message that came during a turn is waited before the turn is played again. */
export const SHORT_QUIET: Quiet = { ms: FINISHED_MS, growth: GROWTH }

const GOES_ON = /[,;:…-]$|\.\.\.$/
const ENDS = /[.!?)]$/
/** Words that do not end a sentence, in English, Spanish and Portuguese. */
const LEADS_ON = new RegExp(
  `(?:^|\\s)(?:${[
    ...['and', 'or', 'but', 'so', 'because', 'that', 'with', 'for', 'to', 'the', 'of', 'also'],
    ...['y', 'e', 'o', 'u', 'pero', 'porque', 'que', 'con', 'para', 'de', 'el', 'la', 'también'],
    ...['mas', 'ou', 'com', 'do', 'da', 'também'],
  ].join('|')})$`,
  'iu',
)

/** For what a contact's message is waited before the turn that it woke; null: not at all. */
export function quietOf(inbox: Inbox, { wait, wake }: ClaimedRun, content: Content): Quiet | null {
  if (wake !== 'start' && wake !== 'message') return null
  if (wait === null) return inbox.bursts ? adaptive(content) : null
  if (wait.kind !== 'message' || wait.burst === undefined) return null
  if (typeof wait.burst === 'number') return { ms: wait.burst, growth: 0 }
  return wait.burst === 'always' || inbox.bursts ? adaptive(content) : null
}

/** AI answers once: where the inbox says nothing, a message is waited for as long as a thought takes. */
const AI_MS = 1_500

/** For how long AI waits whether the contact goes on. */
export function quietBeforeAi({ bursts }: Pick<Inbox, 'bursts'>, content: Content): number {
  return bursts ? msAfter(content) : AI_MS
}

function adaptive(content: Content): Quiet {
  return { ms: msAfter(content), growth: GROWTH }
}

function msAfter(content: Content): number {
  if (content.type === 'reply') return FINISHED_MS
  const text = answerTextOf(content).trim()
  if (GOES_ON.test(text) || LEADS_ON.test(text)) return UNFINISHED_MS
  if (ENDS.test(text)) return FINISHED_MS
  const shortness = Math.max(0, 1 - text.length / LONG_CHARACTERS)
  return FINISHED_MS + (UNFINISHED_MS - FINISHED_MS) * shortness
}
