import { AppError, type Id, newId, type SourceReason, type SourceSchedule } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { evaluateAfterImport } from '../evaluation/after-publish.ts'
import type { Job } from '../job/enqueue.ts'
import type { ReadSource } from './source.ts'

/** How an import of a source begins and ends. There is one at a time, and one job, which has the source's id. */

const DAY_MS = 86_400_000
const PERIODS_MS: Record<SourceSchedule, number | null> = {
  none: null,
  daily: DAY_MS,
  weekly: 7 * DAY_MS,
  monthly: 30 * DAY_MS,
}

const PLANT = statement(`
  insert into job (org_id, id, kind, payload, due_at)
  values ($1, $2, $3, $4, now() + $5::float8 * interval '1 millisecond')
  on conflict (org_id, id) do update set due_at = excluded.due_at, attempts = 0`)
const BEGIN = statement(`
  insert into source_import (org_id, id, source_id, cause) values ($1, $2, $3, $4)
  on conflict (org_id, source_id) where status = 'running' do nothing`)
const RUNNING = statement(`
  select id, is_listed as "isListed" from source_import
  where org_id = $1 and source_id = $2 and status = 'running'`)
const STILL = statement(`
  select 1 from source_import where org_id = $1 and id = $2 and status = 'running' for share`)
const LISTED = statement('update source_import set is_listed = true where org_id = $1 and id = $2')
const END = statement(`
  update source_import set status = $4, reason = $5, detail = $6, ended_at = now()
  where org_id = $1 and source_id = $2 and ($3::uuid is null or id = $3) and status = 'running'
  returning id`)
const CANCEL = statement(`
  update source_import set status = 'cancelled', ended_at = now()
  where org_id = $1 and source_id = $2 and status = 'running' returning id`)
// Where it was planted again meanwhile it stays due; a member may have pressed the button at this moment.
const AGAIN = statement(`
  update job set claimed_by = null, attempts = 0,
    due_at = coalesce(due_at, now() + $3::float8 * interval '1 millisecond')
  where org_id = $1 and id = $2`)
const UPROOT = statement('delete from job where org_id = $1 and id = $2 and due_at is null')

export async function plantImport(tx: OrgTx, sourceId: Id, inMs = 0): Promise<void> {
  const job: Job = { kind: 'import_source', sourceId }
  await tx.query(PLANT, [tx.orgId, sourceId, job.kind, encode(job), inMs])
}

/** The caller holds the source's lock. @throws AppError `conflict` while one runs. */
export async function startImport(tx: OrgTx, sourceId: Id): Promise<void> {
  const { rowCount } = await tx.query(BEGIN, [tx.orgId, newId(), sourceId, 'member'])
  if (rowCount === 0) throw new AppError('conflict', 'This source is being read: wait, or cancel it.')
  await plantImport(tx, sourceId)
}

/** It ends at the page that is looked at now; the caller holds the source's lock. @throws AppError `conflict` when none runs. */
export async function cancelImport(tx: OrgTx, { id, settings }: ReadSource): Promise<void> {
  const { rows } = await tx.query<{ id: Id }>(CANCEL, [tx.orgId, id])
  if (!rows[0]) throw new AppError('conflict', 'No import of this source runs.')
  // What it took answers.
  await evaluateAfterImport(tx, { sourceId: id, importId: rows[0].id })
  await planNext(tx, id, settings.schedule)
}

export type Running = { id: Id; isListed: boolean }

/**
 * The import that goes on now; where none runs its time has come, and it begins. Null where it has no such
 * time: it was cancelled before anybody began with it.
 */
export async function openImport(tx: OrgTx, { id, settings }: ReadSource): Promise<Running | null> {
  if (settings.schedule !== 'none') await tx.query(BEGIN, [tx.orgId, newId(), id, 'schedule'])
  const { rows } = await tx.query<Running>(RUNNING, [tx.orgId, id])
  return rows[0] ?? null
}

/** Whether it was not cancelled; until the transaction ends it cannot be. */
export async function stillRuns(tx: OrgTx, importId: Id): Promise<boolean> {
  const { rowCount } = await tx.query(STILL, [tx.orgId, importId])
  return rowCount === 1
}

export async function noteListed(tx: OrgTx, importId: Id): Promise<void> {
  await tx.query(LISTED, [tx.orgId, importId])
}

export type ImportEnd = { status: 'done' | 'failed'; reason: SourceReason | null; detail: string | null }

type Ending = { sourceId: Id; importId: Id | null; schedule: SourceSchedule }

/** Ends an import, if it was not cancelled, or whichever runs; the next begins when its time comes. */
export async function endImport(
  tx: OrgTx,
  { sourceId, importId, schedule }: Ending,
  end: ImportEnd | null,
): Promise<void> {
  if (end) await close(tx, { sourceId, importId }, end)
  await tx.query(AGAIN, [tx.orgId, sourceId, PERIODS_MS[schedule]])
  await tx.query(UPROOT, [tx.orgId, sourceId])
}

async function close(
  tx: OrgTx,
  { sourceId, importId }: Omit<Ending, 'schedule'>,
  { status, reason, detail }: ImportEnd,
): Promise<void> {
  const values = [tx.orgId, sourceId, importId, status, reason, safeDetail(detail)]
  const { rows } = await tx.query<{ id: Id }>(END, values)
  for (const { id } of rows) await evaluateAfterImport(tx, { sourceId, importId: id })
}

/** Of strangers: a line that a column takes. */
export function safeDetail(detail: string | null | undefined): string | null {
  return (
    detail
      ?.replaceAll(/\p{Cc}/gu, ' ')
      .slice(0, 300)
      .toWellFormed() || null
  )
}

/** When a schedule was changed: the time of the next, if none runs. */
export async function planNext(tx: OrgTx, sourceId: Id, schedule: SourceSchedule): Promise<void> {
  const { rows } = await tx.query(RUNNING, [tx.orgId, sourceId])
  if (rows.length > 0) return
  const periodMs = PERIODS_MS[schedule]
  if (periodMs !== null) return plantImport(tx, sourceId, periodMs)
  await tx.query(FORGET, [tx.orgId, sourceId])
}

const FORGET = statement('delete from job where org_id = $1 and id = $2 and claimed_by is null')
