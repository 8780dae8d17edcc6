import { AppError, type Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { getConversation } from '../conversation/conversation.ts'
import { recordEvent } from '../conversation/record.ts'
import { cancelUnsent } from '../conversation/take-turn.ts'
import { type Expected, lockedRun, type RunActor } from './lock.ts'

// The live runs of a conversation call each other: the last one is undone first, and passes it on. Due at
// once, so the wake finds it. What the contact wrote before stays unread until the run has ended: a turn that
// is lost may have taken it for an answer, and done something behind it that is to be undone.
const CANCEL = statement(`
  update run r set wake = 'cancel', due_at = now(), outcome = $3, crashes = 0
  from conversation c
  where r.org_id = $1 and c.org_id = $1 and c.id = r.conversation_id and c.run_id = r.id
    and r.status in ('running', 'waiting')
    and exists (select from run x where x.org_id = $1 and x.id = $2 and x.conversation_id = c.id
      and x.status in ('running', 'waiting'))
  returning r.id as "runId", r.length`)
const RAISE = statement(`
  update conversation set turn_epoch = turn_epoch + 1, version = version + 1, changed_at = now()
  where org_id = $1 and id = $2`)

type Cancel = RunActor & { runId: Id; reason: string | null; expect?: Expected | undefined }
/** `runId`: the one that is due, which the run that was asked for may have called. */
export type CancelledRun = { conversationId: Id; version: number; runId: Id; length: number }

/**
 * Cancels a run for a member: the turn under way is not shown to the contact, and the next one, which is
 * due now, undoes what the run did and can undo, whoever holds the conversation. Then the run is
 * `cancelled`; when something cannot be undone it has failed, and people get the conversation and the
 * reason. Runs that call each other are cancelled together. Asking twice records two reasons and cancels
 * once.
 *
 * @throws AppError `not_found`; `conflict` when the run has ended, or is not what the member saw any more.
 */
export async function cancelRun(
  tx: OrgTx,
  { runId, reason, expect, ...actor }: Cancel,
): Promise<CancelledRun> {
  const { run: before } = await lockedRun(tx, { runId, expect })
  const { conversationId } = before
  const cancelled = await tx.query<{ runId: Id; length: number }>(CANCEL, [
    tx.orgId,
    runId,
    reason && encode(reason),
  ])
  const [run] = cancelled.rows
  if (!run) throw new AppError('conflict', 'This run has ended: there is nothing to cancel.')
  await tx.query(RAISE, [tx.orgId, conversationId])
  await cancelUnsent(tx, conversationId)
  await recordEvent(tx, { conversationId, type: 'run_cancelled', ...actor, data: { reason } })
  const { version } = await getConversation(tx, conversationId)
  return { conversationId, version, ...run }
}
