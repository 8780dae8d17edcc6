import type { Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { finishJob, waitJob } from '../job/claim.ts'
import type { Job } from '../job/enqueue.ts'
import { lockedConversation } from './conversation.ts'
import { handBack } from './hand-back.ts'

const LEFT = statement(`
  select (extract(epoch from last_message_at + $3::float8 * interval '1 millisecond' - now()) * 1000)::float8
    as "leftMs"
  from conversation where org_id = $1 and id = $2`)

type Silence = { orgId: Id; jobId: Id; job: Extract<Job, { kind: 'hand_back' }> }

/**
 * Hands a conversation back in which nobody has written for as long as the run's rule says; after a message
 * the job waits anew. It does nothing when somebody was faster: the turn has been given to and fro since, or
 * the run has ended. Safe to repeat: a hand-back raises the epoch by which it is known.
 *
 * @returns the conversation's new version, or null.
 */
export async function handBackAfterSilence(
  db: Database,
  { orgId, jobId, job }: Silence,
): Promise<number | null> {
  const { conversationId, epoch, afterSilenceMs } = job
  const left = await db.withOrg(orgId, async (tx) => {
    const { holder, epoch: now, runId, threadOwner } = await lockedConversation(tx, conversationId)
    if (holder !== 'human' || now !== epoch || runId === null) return 'over'
    const { rows } = await tx.query<{ leftMs: number }>(LEFT, [tx.orgId, conversationId, afterSilenceMs])
    const leftMs = rows[0]?.leftMs ?? 0
    if (leftMs > 0) return leftMs
    // Code would speak into what another app has.
    if (threadOwner !== null) return afterSilenceMs
    return (await handBack(tx, { conversationId, memberId: null, silenceMs: afterSilenceMs })).conversation
  })
  if (typeof left === 'number') await waitJob(db, { orgId, id: jobId }, left)
  else await finishJob(db, { orgId, id: jobId })
  return typeof left === 'object' ? left.version : null
}
