import type { JournalItem, Run } from '@hilo/protocol'
import { outcomeOf } from './journal-entry.ts'

/** Where a run stands still because of a step: what it is called, and whether its result can be given. */
export type FailingStep = { position: string; name: string; canSkip: boolean }

/** What the code itself ends with; after a crash or a limit no step is taken back. */
const BY_CODE = ['exception', 'terminal', 'step_failed', 'undo_failed']
/** Below it stands what a cancelled run undid. */
const UNDOING = '9999.'

/**
 * The step at which a run failed, or whose next attempt it waits for; null when there is none. The server
 * decides; this foresees its decision, so that the page offers what will work.
 */
export function failingStepOf(run: Run, entries: readonly JournalItem[]): FailingStep | null {
  const wait = run.waitingFor
  if (run.status === 'waiting' && wait?.kind === 'step') {
    const isGroup = entries.some(({ position, kind }) => position === wait.position && kind === 'all')
    return { position: wait.position, name: wait.name, canSkip: !isGroup }
  }
  if (run.status !== 'failed' || !BY_CODE.includes(run.failure?.code ?? '')) return null
  const last = entries.at(-1)
  if (last?.kind !== 'step' && last?.kind !== 'ai') return null
  const group = groupOf(last, entries)
  const failed = entries.find(
    (entry) => outcomeOf(entry) === 'failed' && (group ? entry.position.startsWith(group) : entry === last),
  )
  if (!failed) return null
  // What a reply gives back is more than a value.
  const canSkip = failed.kind !== 'ai' || failed.name !== 'reply'
  return { position: failed.position, name: failed.name, canSkip }
}

/** How the positions begin of the steps that were done at once with this one; null when it stood alone. */
function groupOf({ position }: JournalItem, entries: readonly JournalItem[]): string | null {
  if (position.startsWith(UNDOING)) return UNDOING
  const parent = position.slice(0, Math.max(0, position.lastIndexOf('.')))
  const isGroup = entries.some((entry) => entry.position === parent && entry.kind === 'all')
  return isGroup ? `${parent}.` : null
}
