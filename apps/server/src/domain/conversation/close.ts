import { AppError, type Conversation, type Id } from '@hilo/protocol'
import { isUniqueViolation } from '../../db/connection.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type Ended, endLiveRuns } from '../run/end-live.ts'
import { getConversation, lockedConversation } from './conversation.ts'
import { recordEvent } from './record.ts'
import { takeTurn } from './take-turn.ts'

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

type Change = { conversationId: Id; memberId: Id }

/** `cancelled` is the run that ended with the conversation, if one was live. */
export type Closed = { conversation: Conversation; cancelled: Ended | null; wasOpen: boolean }

/**
 * Closes a conversation and cancels its run, which undoes nothing. One that was cancelled before, and has not
 * undone all of it yet, stays the conversation's until it has. Closing a closed one changes nothing.
 *
 * @throws AppError `not_found`
 */
export async function closeConversation(tx: OrgTx, { conversationId, memberId }: Change): Promise<Closed> {
  const before = await lockedConversation(tx, conversationId)
  if (before.status === 'closed') {
    return { conversation: await getConversation(tx, conversationId), cancelled: null, wasOpen: false }
  }
  await takeTurn(tx, conversationId)
  const { undoes, ended } = before.runId
    ? await endLiveRuns(tx, conversationId)
    : { undoes: false, ended: [] }
  await tx.query(CLOSE, [tx.orgId, conversationId, undoes])
  await recordEvent(tx, { conversationId, type: 'closed', memberId })
  return {
    conversation: await getConversation(tx, conversationId),
    cancelled: ended.find(({ runId }) => runId === before.runId) ?? null,
    wasOpen: true,
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
