import { AppError, type Conversation, type Id } from '@hilo/protocol'
import { isUniqueViolation } from '../../db/connection.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { getConversation, lockedConversation } from './conversation.ts'
import { recordEvent } from './record.ts'
import { takeTurn } from './take-turn.ts'

// Also those that wait for what they called.
const CANCEL_RUN = statement(`
  update run set status = 'cancelled', ended_at = now(), due_at = null, wait = null
  where org_id = $1 and conversation_id = $2 and status in ('running', 'waiting')
  returning id as "runId", length`)
const CLOSE = statement(`
  update conversation set status = 'closed', closed_at = now(), holder = 'nobody', run_id = null, unread = 0,
         read_seq = seq, waiting_since = null, handoff_reason = null, version = version + 1,
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
 * Closes a conversation and cancels its run. Closing a closed one changes nothing. @throws AppError
 * `not_found`
 */
export async function closeConversation(tx: OrgTx, { conversationId, memberId }: Change): Promise<Closed> {
  const before = await lockedConversation(tx, conversationId)
  if (before.status === 'closed') {
    return { conversation: await getConversation(tx, conversationId), cancelled: null }
  }
  await takeTurn(tx, conversationId)
  const run = before.runId ? await tx.query<Cancelled>(CANCEL_RUN, [tx.orgId, conversationId]) : null
  await tx.query(CLOSE, [tx.orgId, conversationId])
  await recordEvent(tx, { conversationId, type: 'closed', memberId })
  return {
    conversation: await getConversation(tx, conversationId),
    cancelled: run?.rows.find(({ runId }) => runId === before.runId) ?? null,
  }
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
