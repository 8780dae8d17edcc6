import type { JournalEntry } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { LockedRun } from './lock.ts'
import type { Recorded } from './view.ts'

const LAST = statement(`
  select position, kind, name, value from journal
  where org_id = $1 and run_id = $2 and generation = $3 order by position desc limit 1`)
const INSIDE = statement(`
  select position, kind, name, value from journal
  where org_id = $1 and run_id = $2 and generation = $3 and left(position, length($4)) = $4`)

const KIND = statement(`
  select kind from journal where org_id = $1 and run_id = $2 and generation = $3 and position = $4`)

/** A step or a question to a model that is recorded as failed, or a call that has no result. */
export type FailedStep = { position: string; name: string; error: string }

type Row = { position: string; kind: JournalEntry['kind']; name: Buffer; value: Buffer }

/** What the code itself ends with; after a crash or a limit the last failed step may be long dealt with. */
const BY_CODE = new Set<string>(['exception', 'terminal', 'step_failed', 'undo_failed'])
const UNDOING = '9999.'
const FAILING = new Set<JournalEntry['kind']>(['step', 'ai', 'returned'])

/**
 * The failed steps at which a run ended: the one at the end of its journal, with those that failed beside it
 * in one `chat.all`, or all that could not be undone. A failed step with anything else after it was dealt
 * with by the code, and what came then stands on it, so it can no longer be taken back.
 */
export async function failedStepsOf(tx: OrgTx, run: LockedRun): Promise<FailedStep[]> {
  if (run.status !== 'failed' || !BY_CODE.has(run.failure?.code ?? '')) return []
  const at = [tx.orgId, run.id, run.generation]
  const { rows } = await tx.query<Row>(LAST, at)
  const [last] = rows
  if (!last || !FAILING.has(last.kind)) return []
  const group = await groupOf(tx, run, last.position)
  const { rows: together } = group ? await tx.query<Row>(INSIDE, [...at, group]) : { rows }
  return together.flatMap(({ position, name, value }) => {
    const { error } = (decode<Recorded>(value).value ?? {}) as { error?: { message: string } }
    return error ? [{ position, name: decode<string>(name), error: error.message }] : []
  })
}

/** Whether a step is the undoing of another. */
export function isUndoing(position: string): boolean {
  return position.startsWith(UNDOING)
}

/** How the positions begin of the steps that were done at once with this one; null when it stood alone. */
async function groupOf(tx: OrgTx, run: LockedRun, position: string): Promise<string | null> {
  if (isUndoing(position)) return UNDOING
  const parent = position.slice(0, Math.max(0, position.lastIndexOf('.')))
  if (parent === '') return null
  const { rows } = await tx.query<{ kind: string }>(KIND, [tx.orgId, run.id, run.generation, parent])
  return rows[0]?.kind === 'all' ? `${parent}.` : null
}
