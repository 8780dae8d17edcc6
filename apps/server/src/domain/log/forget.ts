import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { type Step, statement } from '../../db/statement.ts'
import type { Job } from '../job/enqueue.ts'

const DAY_HOURS = 24
const BATCH = 5_000

// The org's own id is the job's: there is one of its kind, however often it is planted.
const PLANT = statement(`
  insert into job (org_id, id, kind, payload, due_at) values ($1, $1, $2, $3, now() + $4 * interval '1 hour')
  on conflict (org_id, id) do nothing`)
const FORGET = statement(`
  delete from log_entry where org_id = $1 and id in (
    select id from log_entry where org_id = $1 and at < now() - $2 * interval '1 day' order by at limit $3)
  returning 1`)
const AGAIN = statement(`
  update job set claimed_by = null, attempts = 0, error = null, due_at = now() + $3 * interval '1 hour'
  where org_id = $1 and id = $2`)

/** Sees to it that the old entries of an org are deleted, today and every day. */
export function plantForgetting(orgId: Id): Step {
  const job: Job = { kind: 'forget_log' }
  return { statement: PLANT, values: [orgId, job.kind, encode(job), DAY_HOURS] }
}

/**
 * Deletes the entries of an org that are older than so many days, in small transactions, and makes the job
 * due again tomorrow. @returns how many there were
 */
export async function forgetLog(
  db: Database,
  { orgId, jobId, days }: { orgId: Id; jobId: Id; days: number },
): Promise<number> {
  let deleted = 0
  for (;;) {
    const [result] = await db.flight(orgId, [{ statement: FORGET, values: [orgId, days, BATCH] }])
    const count = result?.rows.length ?? 0
    deleted += count
    if (count < BATCH) break
  }
  await db.flight(orgId, [{ statement: AGAIN, values: [orgId, jobId, DAY_HOURS] }])
  return deleted
}
