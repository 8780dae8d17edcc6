/**
 * What metrics know of runs, read from their journals in the order in which they were written. What stands
 * below a question (refused answers, the answer, the end of its time) has the question's place before its own
 * last four digits.
 */
import type { Id, RunFailure, RunStatus } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Recorded } from '../run/view.ts'

/** A question that was put to a run once. */
export type Put = {
  kind: string
  position: string
  text: string
  askedAt: number
  /** When something was last said about it. */
  lastAt: number
  answeredAt: number | null
  refused: number
  isLate: boolean
}

export type RunFacts = {
  id: Id
  status: RunStatus
  /** People hold its conversation. */
  isHeld: boolean
  startedAt: number
  endedAt: number | null
  outcome: string | null
  failure: string | null
  puts: Put[]
  steps: { name: string; ms: number | null; attempts: number }[]
  /** The last reason for which its code gave it to people. */
  reason: string | null
}

const REASON_MAX = 200

// `$2` are the runs. The journals lie in the order of their primary key, and are read in one sweep.
const RUNS = statement(`
  select r.id, r.status, r.outcome, r.failure, r.started_at as "startedAt", r.ended_at as "endedAt",
         r.status in ('running', 'waiting') and exists (
           select from conversation c where c.org_id = $1 and c.id = r.conversation_id and c.run_id = r.id
             and c.holder = 'human') as "isHeld"
  from run r where r.org_id = $1 and r.id = any ($2::uuid[]) order by r.id`)
const ENTRIES = statement(`
  select j.run_id as "runId", j.position, j.kind, j.name,
         case when j.kind = 'handoff' then j.value end as value,
         extract(epoch from j.created_at)::float8 * 1000 as at, j.duration_ms as ms, j.attempts
  from journal j where j.org_id = $1 and j.run_id = any ($2::uuid[])
    and j.kind in ('ask', 'choose', 'answer', 'retry', 'timeout', 'step', 'handoff')
  order by j.run_id, j.generation, j.position`)

type RunRow = Pick<RunFacts, 'id' | 'status' | 'isHeld'> & {
  outcome: Buffer | null
  failure: Buffer | null
  startedAt: Date
  endedAt: Date | null
}
type EntryRow = {
  runId: Id
  position: string
  kind: string
  name: Buffer
  value: Buffer | null
  at: number
  ms: number | null
  attempts: number | null
}

/** Reads runs with their journals, all generations. */
export async function readFacts(tx: OrgTx, runIds: readonly Id[]): Promise<RunFacts[]> {
  const { rows } = await tx.query<RunRow>(RUNS, [tx.orgId, runIds])
  const runs = new Map(rows.map((row) => [row.id, toFacts(row)]))
  const { rows: entries } = await tx.query<EntryRow>(ENTRIES, [tx.orgId, runIds])
  for (const entry of entries) {
    const run = runs.get(entry.runId)
    if (run) take(run, entry)
  }
  return [...runs.values()]
}

function toFacts({ outcome, failure, startedAt, endedAt, ...row }: RunRow): RunFacts {
  return {
    ...row,
    outcome: row.status === 'done' ? decodeOrNull<string>(outcome) : null,
    failure: row.status === 'failed' ? (decodeOrNull<RunFailure>(failure)?.code ?? null) : null,
    ...{ startedAt: startedAt.getTime(), endedAt: endedAt?.getTime() ?? null },
    ...{ puts: [], steps: [], reason: null },
  }
}

function take(run: RunFacts, { position, kind, name, value, at, ms, attempts }: EntryRow): void {
  if (kind === 'step') {
    run.steps.push({ name: decode<string>(name), ms, attempts: attempts ?? 1 })
  } else if (kind === 'handoff') {
    const { reason } = (value ? decode<Recorded>(value).value : {}) as { reason?: string }
    run.reason = (reason ?? '').slice(0, REASON_MAX)
  } else if (kind === 'ask' || kind === 'choose') {
    const fresh = { askedAt: at, lastAt: at, answeredAt: null, refused: 0, isLate: false }
    run.puts.push({ kind, position, text: decode<string>(name), ...fresh })
  } else {
    // The last one there: the entries of a generation follow its questions.
    const put = run.puts.findLast((each) => each.position === position.slice(0, -5))
    if (put) note(put, kind, at)
  }
}

function note(put: Put, kind: string, at: number): void {
  put.lastAt = Math.max(put.lastAt, at)
  if (kind === 'answer') put.answeredAt = at
  else if (kind === 'retry') put.refused++
  else put.isLate = true
}
