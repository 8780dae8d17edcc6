/**
 * Several short messages as one answer. The host waits until the contact is quiet before it begins the turn;
 * here it is said which questions want that, and what they read.
 */
import type { InboxMessage, Wait } from '@hilo/protocol'
import { answerTextOf } from '@hilo/protocol/content'
import { durationMs } from './duration.ts'
import type { AskOptions } from './options.ts'
import { sayingOf } from './saying.ts'

/** How a question takes a burst; undefined: each message for itself. */
export type Burst = Extract<Wait, { kind: 'message' }>['burst']

const QUIET_MAX_MS = 10_000
/** More than people type in one go, and far less than a journal entry may have. */
const CHARACTERS_MAX = 16_000

/** Without a word of the author's: as the inbox says, where any text is an answer. */
export function burstOf({ burst, as }: Pick<AskOptions<unknown, unknown>, 'burst' | 'as'>): Burst {
  if (burst === undefined) return as ? undefined : 'inbox'
  if (typeof burst === 'boolean') return burst ? 'always' : undefined
  const quietMs = durationMs(burst)
  if (quietMs > QUIET_MAX_MS) throw new Error('burst: a quiet of more than 10 seconds keeps people waiting.')
  return quietMs
}

/** Whether messages are gathered, in an inbox that does or does not. */
export function takesBursts(burst: Burst, inboxDoes: boolean): boolean {
  return burst === 'inbox' ? inboxDoes : burst !== undefined
}

/** What was written, and the ids that the journal keeps of it. */
export type Heard = {
  readonly message: InboxMessage
  readonly ids: { readonly messageId: string; readonly messageIds?: readonly string[] } & Worded
}

/** Of which messages it was known what is said or shown in their files: whoever plays this again knows as much. */
export type Worded = { readonly worded?: readonly string[] }

export function wordedAmong(messages: readonly InboxMessage[]): Worded {
  const worded = messages.filter(({ words }) => words !== undefined).map(({ id }) => id)
  return worded.length === 0 ? {} : { worded }
}

/** One message as it is; more of them as their texts, a line each. */
export function together(messages: readonly [InboxMessage, ...InboxMessage[]]): Heard {
  const last = messages.at(-1) ?? messages[0]
  const messageId = last.id
  if (messages.length === 1) return { message: last, ids: { messageId, ...wordedAmong(messages) } }
  const texts = messages.map((message) => answerTextOf(sayingOf(message)).trim())
  const text = texts.filter((each) => each !== '').join('\n')
  const messageIds = messages.map(({ id }) => id)
  const { words: _, ...about } = last
  const message = { ...about, content: { type: 'text' as const, text } }
  return { message, ids: { messageId, messageIds, ...wordedAmong(messages) } }
}

/** Counts what is gathered: what no longer fits is for the next question. */
export function roomFor(first: InboxMessage): (message: InboxMessage) => boolean {
  let left = CHARACTERS_MAX - answerTextOf(sayingOf(first)).length
  return (message) => {
    left -= answerTextOf(sayingOf(message)).length
    return left >= 0
  }
}
