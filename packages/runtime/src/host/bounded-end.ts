import type { JournalEntry, TurnEnd } from '@hilo/protocol'
import { JOURNAL_BYTES_MAX, JOURNAL_ENTRIES_MAX, JOURNAL_LENGTH_MAX, sizeOf } from '../replay/journal-room.ts'
import type { PlayJob, PlayResult } from './play-job.ts'

/** How much a journal holds. */
export type Size = { readonly length: number; readonly bytes: number }

type End = Extract<PlayResult, { type: 'end' }>
type Said = Pick<End, 'entries' | 'readSeq' | 'end'>

/** A step that is done is recorded even where it no longer fits: the code ends by itself after it. */
const SLACK = 128 * 1024

const TOO_LONG: TurnEnd = {
  type: 'failed',
  failure: {
    code: 'limit',
    message: `The journal of this run is larger than ${JOURNAL_ENTRIES_MAX} entries or 1 MiB.`,
  },
}

/** Of a turn that was given up because its `signal` said so. */
export const OUT_OF_TIME: PlayResult = {
  type: 'crashed',
  reason: 'timeout',
  detail: 'The code took longer than it may.',
}

const CALL_OF_CANCELLED: TurnEnd = {
  type: 'failed',
  failure: { code: 'invalid', message: 'A run that is cancelled calls nothing.' },
}

/** What the host takes of how a turn says it ended; `size` is that of the journal with its entries. */
export function boundedEnd({ turn }: PlayJob, { entries, readSeq, end }: Said, size: Size): End {
  if (!fits(size)) return endAtLimit({ turn })
  if (turn.wake === 'cancel' && end.type === 'wait' && end.wait.kind === 'call') {
    return { type: 'end', entries: [], readSeq: turn.readSeq, end: CALL_OF_CANCELLED }
  }
  const known = end.type === 'cancelled' ? withoutStrangeWord(turn, end) : end
  // No message that was not shown to the turn has been read by it, whatever it says.
  const lastSeq = turn.inbox.at(-1)?.seq ?? turn.readSeq
  return { type: 'end', entries, readSeq: Math.max(turn.readSeq, Math.min(readSeq, lastSeq)), end: known }
}

type Cancelled = Extract<TurnEnd, { type: 'cancelled' }>

/** A called run says which word it yields to; only what was told it that others listen for is one. */
function withoutStrangeWord({ called }: PlayJob['turn'], { interrupt, ...end }: Cancelled): Cancelled {
  const words = interrupt && called?.outer?.[interrupt.outwards]
  return interrupt && words?.some(({ name }) => name === interrupt.name) ? { ...end, interrupt } : end
}

/** The end of a turn that does not end by itself where it has to. */
export function endAtLimit({ turn }: Pick<PlayJob, 'turn'>): End {
  return { type: 'end', entries: [], readSeq: turn.readSeq, end: TOO_LONG }
}

export function fits({ length, bytes }: Size): boolean {
  return length <= JOURNAL_LENGTH_MAX && bytes <= JOURNAL_BYTES_MAX + SLACK
}

export function bytesOf(entries: readonly JournalEntry[]): number {
  return entries.reduce((sum, entry) => sum + sizeOf(entry), 0)
}
