import { encode } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ClaimedJob } from '../job/claim.ts'
import type { Job } from '../job/enqueue.ts'

// An org has one such job, and only while it wants to find by meaning, or has vectors of a time when it did.
const ID = "md5('place_chunks' || $1::uuid::text)::uuid"
const PLANT = statement(`
  insert into job (org_id, id, kind, payload, due_at)
  select $1, ${ID}, $2, $3, now() + $4::float8 * interval '1 millisecond'
  where exists (select 1 from ai_provider where org_id = $1 and is_placing)
    or exists (select 1 from chunk_vector where org_id = $1)
  on conflict (org_id, id) do update set due_at = excluded.due_at, attempts = 0`)
// One that was planted meanwhile is due then.
const GO_ON = statement(`
  update job set claimed_by = null, attempts = 0, error = null, due_at = coalesce(due_at, now())
  where org_id = $1 and id = $2`)
const PAUSE = statement(`
  update job set claimed_by = null, error = $3,
    due_at = coalesce(due_at, now() + $4::int * interval '1 second')
  where org_id = $1 and id = $2`)
const PROBLEM = statement(`select error from job where org_id = $1 and id = ${ID}`)

/** Chunks, or who places them, have changed: what has no vector is placed once so much time is over. */
export async function plantPlacing(tx: OrgTx, inMs = 0): Promise<void> {
  const job: Job = { kind: 'place_chunks' }
  await tx.query(PLANT, [tx.orgId, job.kind, encode(job), inMs])
}

/** Puts the job back: there is more to do. */
export async function goOnPlacing(db: Database, { orgId, id }: ClaimedJob): Promise<void> {
  await db.flight(orgId, [{ statement: GO_ON, values: [orgId, id] }])
}

/** Puts the job off; the problem is what members read until then. */
export async function pausePlacing(
  db: Database,
  { orgId, id }: ClaimedJob,
  { problem, seconds }: { problem: string; seconds: number },
): Promise<void> {
  await db.flight(orgId, [{ statement: PAUSE, values: [orgId, id, problem.slice(0, 500), seconds] }])
}

/** Why the last attempt ended; null: it did not, or there is nothing to do. */
export async function placingProblem(tx: OrgTx): Promise<string | null> {
  const { rows } = await tx.query<{ error: string | null }>(PROBLEM, [tx.orgId])
  return rows[0]?.error ?? null
}
