import { assert, type JournalEntry } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ClaimedRun } from './run.ts'
import type { FoundReply } from './turn-values.ts'

const APPEND = statement(`
  with added as (
    insert into journal (org_id, run_id, generation, position, kind, name, value, started_at, duration_ms,
      attempts, reply)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    on conflict (org_id, run_id, generation, position) do nothing
    returning 1
  ), counted as (
    update run set length = length + 1 from added
    where run.org_id = $1 and run.id = $2 and run.generation = $3
  )
  select count(*)::int as added from added`)

const WINNER = statement(`
  select position, kind, name, value, attempts from journal
  where org_id = $1 and run_id = $2 and generation = $3 and position = $4`)

type Appended = {
  entry: JournalEntry
  before?: readonly JournalEntry[]
  /** What AI found for the step, to be said by what follows. */
  reply?: FoundReply | null
}

/**
 * Records a finished step at once, and with it the entries that led to it, in a transaction of its own. The
 * first writer wins, even a stale one: what was done in the world is done, so whoever comes second gets the
 * recorded result instead of its own.
 */
export async function appendStep(
  db: Database,
  run: ClaimedRun,
  { entry, before = [], reply = null }: Appended,
): Promise<JournalEntry> {
  const at = [run.orgId, run.id, run.generation]
  const results = await db.flight(run.orgId, [
    ...before.map((one) => ({ statement: APPEND, values: [...at, ...valuesOf(one), null] })),
    { statement: APPEND, values: [...at, ...valuesOf(entry), reply && encode(reply)] },
    { statement: WINNER, values: [...at, entry.position] },
  ])
  const [added, winner] = results.slice(before.length)
  if (added?.rows[0]?.added === 1) return entry
  const row = winner?.rows[0] as JournalRow | undefined
  assert(row, 'A step that was not added must have been there.')
  return toEntry(row)
}

function valuesOf({ position, kind, name, value, startedAt, durationMs, attempts }: JournalEntry): unknown[] {
  return [
    ...[position, kind, encode(name), encode({ value })],
    startedAt === undefined ? null : new Date(startedAt),
    durationMs === undefined ? null : Math.round(durationMs),
    attempts ?? null,
  ]
}

export type JournalRow = {
  position: string
  kind: JournalEntry['kind']
  name: Buffer
  value: Buffer
  attempts: number | null
}

export function toEntry(row: JournalRow): JournalEntry {
  const { value, content } = decode<Pick<JournalEntry, 'value' | 'content'>>(row.value)
  const entry: JournalEntry = {
    position: row.position,
    kind: row.kind,
    name: decode<string>(row.name),
    value,
  }
  if (content) entry.content = content
  if (row.attempts !== null) entry.attempts = row.attempts
  return entry
}
