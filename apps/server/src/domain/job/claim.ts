import type { Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Job } from './enqueue.ts'

const CLAIM = statement(`
  update job set claimed_by = $3, attempts = attempts + 1, due_at = null
  where org_id = $1 and id = $2
    and ((claimed_by is null and due_at <= now()) or claimed_by <> all ($4::uuid[]))
  returning payload, attempts, created_at as "plantedAt"`)

export type ClaimedJob = { orgId: Id; id: Id; job: Job; attempts: number; plantedAt: Date }

/**
 * Claims a job whose time has come, or whose owner is gone; null when another node was faster. Where `living`
 * is null nobody is taken for dead.
 */
export async function claimJob(
  db: Database,
  { orgId, id, nodeId, living }: { orgId: Id; id: Id; nodeId: Id; living: readonly Id[] | null },
): Promise<ClaimedJob | null> {
  const [result] = await db.flight(orgId, [{ statement: CLAIM, values: [orgId, id, nodeId, living] }])
  const row = result?.rows[0] as { payload: Buffer; attempts: number; plantedAt: Date } | undefined
  if (!row) return null
  const { payload, attempts, plantedAt } = row
  return { orgId, id, job: decode<Job>(payload), attempts, plantedAt }
}

const FINISH = statement('delete from job where org_id = $1 and id = $2')
const POSTPONE = statement(`
  update job set claimed_by = null, error = $3,
    due_at = case when $4::int is null then null else now() + $4 * interval '1 second' end
  where org_id = $1 and id = $2`)

export async function finishJob(db: Database, { orgId, id }: { orgId: Id; id: Id }): Promise<void> {
  await db.flight(orgId, [{ statement: FINISH, values: [orgId, id] }])
}

/** Tries a job again later; without `afterSeconds` it stays, with its error, for people to look at. */
export async function postponeJob(
  db: Database,
  { orgId, id }: { orgId: Id; id: Id },
  { error, afterSeconds }: { error: string; afterSeconds: number | null },
): Promise<void> {
  await db.flight(orgId, [{ statement: POSTPONE, values: [orgId, id, error.slice(0, 500), afterSeconds] }])
}

const WAIT = statement(`
  update job set claimed_by = null, due_at = now() + $3::float8 * interval '1 millisecond'
  where org_id = $1 and id = $2`)

/** Puts a job off whose time has not come yet. */
export async function waitJob(
  db: Database,
  { orgId, id }: { orgId: Id; id: Id },
  inMs: number,
): Promise<void> {
  await db.flight(orgId, [{ statement: WAIT, values: [orgId, id, inMs] }])
}

const AGAIN = statement(`
  update job set claimed_by = null, attempts = 0, created_at = case when $3 then now() else created_at end
  where org_id = $1 and id = $2 and due_at is not null
  returning greatest(0, extract(epoch from due_at - now()) * 1000)::float8 as "inMs"`)
const DONE = statement('delete from job where org_id = $1 and id = $2 and due_at is null')

/**
 * Ends a job that may have become due again while it ran; then it stays. `isNew`: as if it had been planted
 * now.
 *
 * @returns in how many ms it is due again; null: it is gone.
 */
export async function endJob(
  db: Database,
  { orgId, id }: { orgId: Id; id: Id },
  { isNew }: { isNew: boolean },
): Promise<number | null> {
  const [again] = await db.flight(orgId, [
    { statement: AGAIN, values: [orgId, id, isNew] },
    { statement: DONE, values: [orgId, id] },
  ])
  return (again?.rows[0]?.inMs as number | undefined) ?? null
}
