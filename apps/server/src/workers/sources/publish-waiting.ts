import type { Id } from '@hilo/protocol'
import { type ClaimedJob, finishJob, waitJob } from '../../domain/job/claim.ts'
import { endPublication } from '../../domain/source-publication/end.ts'
import { publishSome } from '../../domain/source-publication/publish-some.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'

const AFTER_FAILURE_MS = 10_000
const ATTEMPTS_MAX = 5

type Parts = { context: WorkerContext; signal: AbortSignal }

/** Goes on with a publication, some articles at a time: another process goes on where this one dies. */
export async function publishWaiting(
  { context, signal }: Parts,
  claimed: ClaimedJob,
  publicationId: Id,
): Promise<void> {
  const { db, bus, log } = context
  const { orgId } = claimed
  try {
    for (let isMore = true; isMore; ) {
      if (signal.aborted) return
      isMore = await persist(() => db.withOrg(orgId, (tx) => publishSome(tx, publicationId)))
      bus.publish({ type: 'sources', orgId })
    }
    await finishJob(db, claimed)
  } catch (error) {
    if (signal.aborted) return
    log.warn({ orgId, publicationId, error: String(error) }, 'a publication is tried again')
    if (claimed.attempts < ATTEMPTS_MAX) return waitJob(db, claimed, AFTER_FAILURE_MS)
    const end = { status: 'stopped', reason: 'internal' } as const
    await persist(() => db.withOrg(orgId, (tx) => endPublication(tx, publicationId, end)))
    bus.publish({ type: 'sources', orgId })
  }
}
