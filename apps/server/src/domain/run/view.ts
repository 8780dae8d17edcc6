import {
  AppError,
  type Content,
  type Id,
  isId,
  type JournalItem,
  previewOf,
  type Run,
  type RunCall,
  type RunFailure,
  type Wait,
} from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { resumeRuleIn } from '../backend/resume-rule.ts'
import type { Calling } from './run.ts'
import type { Sources } from './source.ts'

/**
 * Runs and journals as members see them: what was recorded, what is waited for and in which line, and what
 * went wrong. It changes nothing.
 */
export const RUN_COLUMNS = `
  r.id, r.conversation_id as "conversationId", r.status, r.generation, r.length, r.wait, r.outcome, r.failure,
  r.started_at as "startedAt", r.ended_at as "endedAt", b.id as "backendId", b.name as "backendName", v.hash,
  v.id as "versionId", v.manifest, p.id as "parentId", pb.name as "parentName"`
export const RUN_FROM = `
  from run r
  join backend b on b.org_id = r.org_id and b.id = r.backend_id
  join backend_version v on v.org_id = r.org_id and v.id = r.backend_version_id
  left join run p on p.org_id = r.org_id and p.id = r.parent_run_id
  left join backend pb on pb.org_id = p.org_id and pb.id = p.backend_id`
const LIST = statement(`
  select ${RUN_COLUMNS} ${RUN_FROM} where r.org_id = $1 and r.conversation_id = $2
  order by r.started_at desc limit 50`)
const GET = statement(`select ${RUN_COLUMNS} ${RUN_FROM} where r.org_id = $1 and r.id = $2`)
const KEYS = statement('select id, name from api_key where org_id = $1 and id = any ($2::uuid[])')
const JOURNAL = statement(`
  select position, kind, name, value, started_at as "startedAt", duration_ms as "durationMs", attempts,
         created_at as "createdAt"
  from journal where org_id = $1 and run_id = $2 and generation = $3 and position > $4
    order by position limit 1000`)
const CALLS = statement(`
  select r.id as "runId", b.name as "backendName", r.status, r.called
  from run r join backend b on b.org_id = r.org_id and b.id = r.backend_id
  where r.org_id = $1 and r.parent_run_id = $2 order by r.id limit 1000`)
const SAID = statement('select id, content from message where org_id = $1 and id = any ($2::uuid[])')

export type RunRow = Pick<Run, 'id' | 'conversationId' | 'status' | 'generation' | 'length'> & {
  wait: Buffer | null
  outcome: Buffer | null
  failure: Buffer | null
  startedAt: Date
  endedAt: Date | null
  backendId: Id
  backendName: string
  hash: string
  versionId: Id
  parentId: Id | null
  parentName: string | null
  manifest: Buffer
}

/** The runs of a conversation, newest first. */
export async function listRuns(tx: OrgTx, conversationId: Id): Promise<Run[]> {
  const { rows } = await tx.query<RunRow>(LIST, [tx.orgId, conversationId])
  return rows.map(toRun)
}

/** @throws AppError `not_found` */
export async function getRun(tx: OrgTx, runId: Id): Promise<Run> {
  return toRun(await getRow(tx, runId))
}

type View = { runId: Id; after?: string | undefined; generation?: number | undefined }

/**
 * A run with its journal after a position, of its present generation or of an earlier one.
 *
 * @throws AppError `not_found`
 */
export async function readJournal(
  tx: OrgTx,
  sources: Sources,
  { runId, after = '', generation }: View,
): Promise<{ run: Run; entries: JournalItem[]; calls: RunCall[] }> {
  const row = await getRow(tx, runId)
  const run = toRun(row)
  const at = decodeOrNull<Wait>(row.wait)?.at
  if (run.waitingFor && at) run.waitingFor.source = await sources(tx, row.versionId, at)
  const values = [tx.orgId, runId, generation ?? row.generation, after]
  const { rows } = await tx.query<EntryRow>(JOURNAL, values)
  const entries = rows.map((each) => ({ row: each, recorded: decode<Recorded>(each.value) }))
  const ids = entries.flatMap(({ recorded }) => messageIdsOf(recorded.value))
  const inputs = ids.length > 0 ? await wordsOf(tx, ids) : new Map<string, string>()
  const calls = await callsOf(tx, runId)
  const keys = await keyNamesOf(
    tx,
    entries.flatMap(({ recorded }) => recorded.byKey ?? []),
  )
  return { run, entries: entries.map((entry) => toItem(entry, { inputs, keys })), calls }
}

async function callsOf(tx: OrgTx, runId: Id): Promise<RunCall[]> {
  const { rows } = await tx.query<Omit<RunCall, 'position'> & { called: Buffer }>(CALLS, [tx.orgId, runId])
  return rows.map(({ called, ...call }) => ({ ...call, position: decode<Calling>(called).position }))
}

async function getRow(tx: OrgTx, runId: Id): Promise<RunRow> {
  const { rows } = await tx.query<RunRow>(GET, [tx.orgId, runId])
  const [row] = rows
  if (!row) throw new AppError('not_found', 'There is no such run.')
  return row
}

export function toRun(row: RunRow): Run {
  const { id, conversationId, status, generation, length } = row
  const wait = decodeOrNull<Wait>(row.wait)
  const failure = decodeOrNull<RunFailure>(row.failure)
  return {
    ...{ id, conversationId, status, generation, length },
    backend: {
      ...{ id: row.backendId, name: row.backendName },
      ...{ versionId: row.versionId, version: row.hash.slice(0, 8) },
    },
    waitingFor: wait && status !== 'cancelled' ? toWaiting(wait) : null,
    parent: row.parentId ? { id: row.parentId, backendName: row.parentName ?? '' } : null,
    resume: resumeRuleIn(row.manifest),
    outcome: decodeOrNull(row.outcome),
    failure: failure ? toFailure(failure) : null,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}

function toWaiting(wait: Wait): NonNullable<Run['waitingFor']> {
  const { kind, name, position, dueAt } = wait
  const failed = wait.kind === 'step' ? wait : null
  return {
    ...{ kind, name, position },
    dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
    attempts: failed?.attempts ?? null,
    error: failed?.error ?? null,
    stack: failed?.stack ?? null,
    source: null,
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

/**
 * What is kept of an entry beside its columns. `by`: the member who gave a step's result in its place;
 * `byKey`: the key that a program did it with.
 */
export type Recorded = { value: unknown; content?: Content; by?: Id; byKey?: Id; before?: string }

function toItem(
  { row, recorded }: { row: EntryRow; recorded: Recorded },
  { inputs, keys }: { inputs: ReadonlyMap<string, string>; keys: ReadonlyMap<Id, string> },
): JournalItem {
  const { value, content, by, byKey, before } = recorded
  return {
    position: row.position,
    kind: row.kind,
    name: decode<string>(row.name),
    value,
    text: content ? previewOf(content) : null,
    input: inputOf(messageIdsOf(value), inputs),
    skipped: by ? { memberId: by, apiKeyName: keys.get(byKey ?? '') ?? null, error: before ?? null } : null,
    startedAt: row.startedAt?.toISOString() ?? null,
    durationMs: row.durationMs,
    attempts: row.attempts,
    createdAt: row.createdAt.toISOString(),
  }
}

/** The messages that an answer was read from; several when it was a burst. */
function messageIdsOf(value: unknown): Id[] {
  const { messageId, messageIds } = (value ?? {}) as { messageId?: unknown; messageIds?: unknown }
  return (Array.isArray(messageIds) ? messageIds : [messageId]).filter(isId)
}

function inputOf(ids: readonly Id[], inputs: ReadonlyMap<string, string>): string | null {
  const texts = ids.flatMap((id) => inputs.get(id) ?? [])
  return texts.length > 0 ? texts.join('\n') : null
}

async function keyNamesOf(tx: OrgTx, ids: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await tx.query<{ id: Id; name: string }>(KEYS, [tx.orgId, ids])
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function wordsOf(tx: OrgTx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ id: Id; content: Buffer }>(SAID, [tx.orgId, ids])
  return new Map(rows.map(({ id, content }) => [id, previewOf(decode<Content>(content))]))
}
