import type { Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { type ClaimedJob, waitJob } from '../../domain/job/claim.ts'
import { enqueue, type Job } from '../../domain/job/enqueue.ts'

/** What is told of a send before the platform has said by which id it took it. */
export type EarlyJob = Extract<Job, { kind: 'mark_status' | 'mark_seen' | 'rate_reaction' }>

const FIRST_LOOK_MS = 500
/**
 * After that twice as long each time, in all for two minutes: an attempt is answered within 20 s or in doubt
 * for ten more, and there are three of them.
 */
const LOOKS_MAX = 8

/** Has a job look for what was told early: the lane of the contact goes on, and a crash loses nothing. */
export function lookLater(db: Database, orgId: Id, job: EarlyJob): Promise<void> {
  return db.withOrg(orgId, (tx) => enqueue(tx, job, FIRST_LOOK_MS))
}

/** Puts the job off once more; false: it has looked often enough. */
export async function lookAgain(db: Database, claimed: ClaimedJob): Promise<boolean> {
  if (claimed.attempts >= LOOKS_MAX) return false
  await waitJob(db, claimed, FIRST_LOOK_MS * 2 ** claimed.attempts)
  return true
}
