import { AppError, type Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { getConversation, lockedConversation } from '../conversation/conversation.ts'
import { recordEvent } from '../conversation/record.ts'
import { cancelUnsent } from '../conversation/take-turn.ts'

const FIND = statement('select conversation_id as id from run where org_id = $1 and id = $2')
// Due at once: the wake finds it. What the contact wrote before is not for the code any more.
const CANCEL = statement(`
  update run r set wake = 'cancel', due_at = now(), outcome = $3, crashes = 0,
         read_seq = greatest(r.read_seq, c.seq)
  from conversation c
  where r.org_id = $1 and r.id = $2 and c.org_id = $1 and c.id = r.conversation_id and c.run_id = r.id
    and r.status in ('running', 'waiting')
  returning r.length`)
const RAISE = statement(`
  update conversation set turn_epoch = turn_epoch + 1, version = version + 1, changed_at = now()
  where org_id = $1 and id = $2`)

export type CancelledRun = { conversationId: Id; version: number; length: number }

/**
 * Cancels a run for a member: the turn under way is not shown to the contact, and the next one, which is due
 * now, undoes what the run did and can undo, whoever holds the conversation. Then the run is `cancelled`; when
 * something cannot be undone it has failed, and people get the conversation and the reason. Asking twice
 * records two reasons and cancels once.
 *
 * @throws AppError `not_found`; `conflict` when the run has ended.
 */
export async function cancelRun(
  tx: OrgTx,
  { runId, memberId, reason }: { runId: Id; memberId: Id; reason: string | null },
): Promise<CancelledRun> {
  const { rows } = await tx.query<{ id: Id }>(FIND, [tx.orgId, runId])
  const conversationId = rows[0]?.id
  if (!conversationId) throw new AppError('not_found', 'There is no such run.')
  await lockedConversation(tx, conversationId)
  const cancelled = await tx.query<{ length: number }>(CANCEL, [tx.orgId, runId, reason && encode(reason)])
  const [run] = cancelled.rows
  if (!run) throw new AppError('conflict', 'This run has ended: there is nothing to cancel.')
  await tx.query(RAISE, [tx.orgId, conversationId])
  await cancelUnsent(tx, conversationId)
  await recordEvent(tx, { conversationId, type: 'run_cancelled', memberId, data: { reason } })
  const { version } = await getConversation(tx, conversationId)
  return { conversationId, version, length: run.length }
}
