import { AppError, type Conversation, type Id } from '@hilo/protocol'
import { isUniqueViolation } from '../../db/connection.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { getConversation, lockedConversation } from './conversation.ts'
import { recordEvent } from './record.ts'
import { takeTurn } from './take-turn.ts'

// What is being cancelled has begun to undo, and other systems count on the rest of it. It is due at once,
// and what the contact wrote before is for no other run.
const FINISH_UNDOING = statement(`
  update run r set wake = 'cancel', due_at = now(), crashes = 0, quiet_from = null, quiet_until = null,
         read_seq = greatest(r.read_seq, c.seq)
  from conversation c
  where c.org_id = $1 and c.id = $2 and r.org_id = $1 and r.id = c.run_id
    and r.status in ('running', 'waiting') and (r.wake = 'cancel' or exists (
      select from journal j where j.org_id = $1 and j.run_id = r.id and j.generation = r.generation
        and left(j.position, 4) = '9999'))
  returning r.id`)
// Also those that wait for what they called.
const CANCEL_RUN = statement(`
  update run set status = 'cancelled', ended_at = now(), due_at = null, wait = null
  where org_id = $1 and conversation_id = $2 and status in ('running', 'waiting')
  returning id as "runId", length`)
const CLOSE = statement(`
  update conversation set status = 'closed', closed_at = now(), holder = 'nobody', unread = 0,
         run_id = case when $3 then run_id end, read_seq = seq,
         waiting_since = null, handoff_reason = null, version = version + 1,
           changed_at = now()
  where org_id = $1 and id = $2`)
const REOPEN = statement(`
  update conversation set status = 'open', closed_at = null, holder = 'human', version = version + 1,
    changed_at = now()
  where org_id = $1 and id = $2`)

type Cancelled = { runId: Id; length: number }
type Change = { conversationId: Id; memberId: Id }

/** `cancelled` is the run that ended with the conversation, if one was live. */
export type Closed = { conversation: Conversation; cancelled: Cancelled | null }

/**
 * Closes a conversation and cancels its run, which undoes nothing. One that was cancelled before, and has not
 * undone all of it yet, stays the conversation's until it has. Closing a closed one changes nothing.
 *
 * @throws AppError `not_found`
 */
export async function closeConversation(tx: OrgTx, { conversationId, memberId }: Change): Promise<Closed> {
  const before = await lockedConversation(tx, conversationId)
  if (before.status === 'closed') {
    return { conversation: await getConversation(tx, conversationId), cancelled: null }
  }
  await takeTurn(tx, conversationId)
  const undoes = before.runId !== null && (await finishUndoing(tx, conversationId))
  const ends = before.runId !== null && !undoes
  const run = ends ? await tx.query<Cancelled>(CANCEL_RUN, [tx.orgId, conversationId]) : null
  await tx.query(CLOSE, [tx.orgId, conversationId, undoes])
  await recordEvent(tx, { conversationId, type: 'closed', memberId })
  return {
    conversation: await getConversation(tx, conversationId),
    cancelled: run?.rows.find(({ runId }) => runId === before.runId) ?? null,
  }
}

/** @returns whether there is something to undo, which is due now. */
async function finishUndoing(tx: OrgTx, conversationId: Id): Promise<boolean> {
  const { rows } = await tx.query(FINISH_UNDOING, [tx.orgId, conversationId])
  return rows.length > 0
}

/**
 * Opens a closed conversation for the member who asked; people hold it.
 *
 * @throws AppError `not_found`; `conflict` when the contact has a newer open conversation in the same inbox.
 */
export async function reopenConversation(
  tx: OrgTx,
  { conversationId, memberId }: Change,
): Promise<Conversation> {
  const before = await lockedConversation(tx, conversationId)
  if (before.status === 'closed') {
    await tx.query(REOPEN, [tx.orgId, conversationId]).catch((error) => {
      if (!isUniqueViolation(error)) throw error
      throw new AppError('conflict', 'This contact has a newer open conversation here. Go on in that one.', {
        cause: error,
      })
    })
    await recordEvent(tx, { conversationId, type: 'reopened', memberId })
  }
  return getConversation(tx, conversationId)
}
