import type { ClaimedJob } from '../../domain/job/claim.ts'
import type { Job } from '../../domain/job/enqueue.ts'
import type { WorkerContext } from '../context.ts'
import type { StatusWorker } from './apply-status.ts'
import { rateEarlyReaction } from './heed-reaction.ts'
import type { EarlyJob } from './look-again.ts'
import { markEarlySeen } from './mark-seen.ts'
import { markEarlyStatus } from './mark-status.ts'

type Work = { context: Pick<WorkerContext, 'db' | 'keys' | 'bus'>; statuses: StatusWorker }

export function isEarly(job: Job): job is EarlyJob {
  return job.kind === 'mark_status' || job.kind === 'mark_seen' || job.kind === 'rate_reaction'
}

/** Does what the platform told of a send before it had said by which id it took it. */
export function heedEarly(work: Work, claimed: ClaimedJob, job: EarlyJob): Promise<void> {
  switch (job.kind) {
    case 'mark_status':
      return markEarlyStatus(work, claimed, job)
    case 'mark_seen':
      return markEarlySeen(work, claimed, job)
    case 'rate_reaction':
      return rateEarlyReaction(work.context, claimed, job)
  }
}
