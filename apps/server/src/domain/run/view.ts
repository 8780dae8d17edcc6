import {
  AppError,
  type Id,
  type JournalItem,
  previewOf,
  type Run,
  type RunFailure,
  type Wait,
} from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const COLUMNS = `
  r.id, r.conversation_id as "conversationId", r.status, r.generation, r.length, r.wait, r.outcome, r.failure,
  r.started_at as "startedAt", r.ended_at as "endedAt", b.id as "backendId", b.name as "backendName", v.hash`
const FROM = `
  from run r
  join backend b on b.org_id = r.org_id and b.id = r.backend_id
  join backend_version v on v.org_id = r.org_id and v.id = r.backend_version_id`
const LIST = statement(`
  select ${COLUMNS} ${FROM} where r.org_id = $1 and r.conversation_id = $2
  order by r.started_at desc limit 50`)
const GET = statement(`select ${COLUMNS} ${FROM} where r.org_id = $1 and r.id = $2`)
const JOURNAL = statement(`
  select position, kind, name, value, started_at as "startedAt", duration_ms as "durationMs", attempts,
         created_at as "createdAt"
  from journal where org_id = $1 and run_id = $2 and generation = $3 and position > $4
    order by position limit 1000`)

type Row = Pick<Run, 'id' | 'conversationId' | 'status' | 'generation' | 'length'> & {
  wait: Buffer | null
  outcome: Buffer | null
  failure: Buffer | null
  startedAt: Date
  endedAt: Date | null
  backendId: Id
  backendName: string
  hash: string
}

/** The runs of a conversation, newest first. */
export async function listRuns(tx: OrgTx, conversationId: Id): Promise<Run[]> {
  const { rows } = await tx.query<Row>(LIST, [tx.orgId, conversationId])
  return rows.map(toRun)
}

/** A run. @throws AppError `not_found` */
export async function getRun(tx: OrgTx, runId: Id): Promise<Run> {
  const { rows } = await tx.query<Row>(GET, [tx.orgId, runId])
  const [row] = rows
  if (!row) throw new AppError('not_found', 'There is no such run.')
  return toRun(row)
}

/** A run with the journal of a generation, by default the present one, after a position. @throws AppError `not_found` */
export async function readJournal(
  tx: OrgTx,
  runId: Id,
  { after = '', generation }: { after?: string | undefined; generation?: number | undefined },
): Promise<{ run: Run; entries: JournalItem[] }> {
  const run = await getRun(tx, runId)
  const values = [tx.orgId, runId, generation ?? run.generation, after]
  const { rows } = await tx.query<EntryRow>(JOURNAL, values)
  return { run, entries: rows.map(toItem) }
}

function toRun(row: Row): Run {
  const { id, conversationId, status, generation, length } = row
  const wait = decodeOrNull<Wait>(row.wait)
  const failure = decodeOrNull<RunFailure>(row.failure)
  return {
    ...{ id, conversationId, status, generation, length },
    backend: { id: row.backendId, name: row.backendName, version: row.hash.slice(0, 8) },
    waitingFor: wait
      ? {
          kind: wait.kind,
          name: wait.name,
          dueAt: wait.dueAt === null ? null : new Date(wait.dueAt).toISOString(),
          attempts: 'attempts' in wait ? wait.attempts : null,
          error: 'error' in wait ? wait.error : null,
        }
      : null,
    outcome: decodeOrNull(row.outcome),
    failure: failure ? toFailure(failure) : null,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}

function toFailure({ code, message, stack, expected, actual }: RunFailure): Run['failure'] {
  const side = (at: RunFailure['expected']) => (at ? `${at.position} ${at.kind} "${at.name}"` : null)
  return { code, message, stack: stack ?? null, expected: side(expected), actual: side(actual) }
}

type EntryRow = Pick<JournalItem, 'position' | 'kind' | 'durationMs' | 'attempts'> & {
  name: Buffer
  value: Buffer
  startedAt: Date | null
  createdAt: Date
}

function toItem(row: EntryRow): JournalItem {
  const { value, content } = decode<{ value: unknown; content?: Parameters<typeof previewOf>[0] }>(row.value)
  return {
    position: row.position,
    kind: row.kind,
    name: decode<string>(row.name),
    value,
    text: content ? previewOf(content) : null,
    startedAt: row.startedAt?.toISOString() ?? null,
    durationMs: row.durationMs,
    attempts: row.attempts,
    createdAt: row.createdAt.toISOString(),
  }
}
