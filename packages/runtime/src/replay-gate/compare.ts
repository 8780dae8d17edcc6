import { HANDED_OFF, type RunRecord } from '@hilo/protocol'
import type { PlayTurn } from '../memory/kept-in-memory.ts'
import type { Backend } from '../replay/index.ts'
import { FAILED, type Line, linesOf } from './lines.ts'
import { type PlayedAgain, playAgain } from './play-again.ts'

/**
 * - `same`: the same things in the same words.
 * - `reworded`: the same things, some in other words.
 * - `added_step`: the same up to a step that the record has no result for; what follows cannot be known.
 * - `different`: other things were done, asked or said, or the run ended otherwise.
 * - `error`: the new code fails where the old one did not.
 * - `mended`: the same up to where the old code failed; the new one goes on.
 */
export type Verdict = 'same' | 'reworded' | 'mended' | 'added_step' | 'different' | 'error'

export type Comparison = {
  readonly runId: string
  readonly verdict: Verdict
  /** Where they part, with both sides; null when they are the same. */
  readonly first: { readonly index: number; readonly recorded: Line | null; readonly now: Line | null } | null
  readonly addedStep: string | null
  readonly recorded: readonly Line[]
  readonly now: readonly Line[]
}

/**
 * Failures of the host: the code did not choose them, so they end what can be compared and are no
 * difference.
 */
const OF_THE_HOST = new Set(['crash', 'timeout', 'limit'])

/** Plays a recorded run on other code and says what is different. Touches nothing of the outside world. */
export async function compareRun(backend: Backend, record: RunRecord, play?: PlayTurn): Promise<Comparison> {
  return compare(record, await playAgain(backend, record, play))
}

/** The parting of a record and what other code made of it. */
function compare(record: RunRecord, again: PlayedAgain): Comparison {
  const isCut = isCutShort(record)
  const recorded = linesOf(isCut ? cutShort(record) : record)
  const all = linesOf(again, record.journal)
  const now = isCut && !isFailed(again) ? all.slice(0, recorded.length) : all
  const byKey = firstOther(recorded, now, 'key')
  const { runId } = record
  const { addedStep } = again
  const sides = { runId, addedStep, recorded, now }
  if (addedStep !== null && byKey === now.length) {
    const step: Line = { who: 'step', key: `added:${addedStep}`, text: `step '${addedStep}' (new)` }
    return {
      ...sides,
      now: [...now, step],
      verdict: 'added_step',
      first: at(byKey, recorded, [...now, step]),
    }
  }
  if (byKey !== null) {
    return { ...sides, verdict: verdictOf(byKey, sides, again), first: at(byKey, recorded, now) }
  }
  const byText = firstOther(recorded, now, 'text')
  if (byText !== null) return { ...sides, verdict: 'reworded', first: at(byText, recorded, now) }
  return { ...sides, verdict: 'same', first: null }
}

/** The first place where two runs differ. */
function firstOther(recorded: readonly Line[], now: readonly Line[], by: 'key' | 'text'): number | null {
  const length = Math.max(recorded.length, now.length)
  for (let index = 0; index < length; index++) {
    if (recorded[index]?.[by] !== now[index]?.[by]) return index
  }
  return null
}

function at(index: number, recorded: readonly Line[], now: readonly Line[]) {
  return { index, recorded: recorded[index] ?? null, now: now[index] ?? null }
}

/** Of two runs that part in what they do. */
function verdictOf(
  byKey: number,
  { recorded, now }: Pick<Comparison, 'recorded' | 'now'>,
  again: PlayedAgain,
): Verdict {
  if (isFailed(again)) return byKey === now.length - 1 ? 'error' : 'different'
  const isAtFailure = byKey === recorded.length - 1 && recorded[byKey]?.key.startsWith(FAILED)
  return isAtFailure ? 'mended' : 'different'
}

function isFailed({ end }: Pick<PlayedAgain, 'end'>): boolean {
  return end?.type === 'failed'
}

/**
 * What ended the run was not the code: its conversation was closed, a member cancelled it, people took it for
 * good, or the host failed.
 */
function isCutShort({ end, journal }: RunRecord): boolean {
  if (end === null || end.type === 'cancelled') return true
  if (end.type === 'done') return end.outcome === HANDED_OFF && journal.every(({ kind }) => kind !== 'end')
  return end.type === 'failed' && OF_THE_HOST.has(end.failure.code)
}

/** The run before that; what it undid then is no part of the conversation. */
function cutShort(record: RunRecord): RunRecord {
  const cancelled = record.journal.findIndex(({ kind }) => kind === 'cancel')
  const journal = cancelled < 0 ? record.journal : record.journal.slice(0, cancelled)
  return { ...record, journal, end: null }
}
