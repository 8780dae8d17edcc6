import { AppError, type Content, type Id, type MessageItem } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockedConversation } from '../conversation/conversation.ts'
import { checkMaySend, requireDeliverable } from '../delivery/judge.ts'
import { getMessage } from './timeline.ts'

const HERE = statement(`
  select m.content, q.content as quoted from message m
  left join message q on q.org_id = m.org_id and q.inbox_id = m.inbox_id
    and q.external_id = m.reply_to_external_id
  where m.org_id = $1 and m.conversation_id = $2 and m.id = $3`)
// Due at once: when the server dies before it sends, the wake finds it.
const RETRY = statement(`
  with conv as (
    update conversation c set version = c.version + 1
    where c.org_id = $1 and c.id = $2 and exists (
      select from delivery where org_id = $1 and message_id = $3 and conversation_id = $2
        and status = 'failed')
    returning version, turn_epoch
  )
  update delivery d set status = 'pending', failure = null, due_at = now(), turn_epoch = conv.turn_epoch,
    version = conv.version
  from conv where d.org_id = $1 and d.message_id = $3 and d.status = 'failed' returning d.id`)

const REST = statement('update message set purpose = $3, permission_id = $4 where org_id = $1 and id = $2')

/**
 * Sends the failed parts of a message again.
 *
 * @throws AppError `not_found`; `conflict` when nothing of it failed or the conversation is closed;
 * `window_closed`; `opt_in_missing`.
 */
export async function retryMessage(
  tx: OrgTx,
  { conversationId, messageId }: { conversationId: Id; messageId: Id },
): Promise<MessageItem> {
  const conversation = await lockedConversation(tx, conversationId)
  const { rows } = await tx.query<{ content: Buffer; quoted: Buffer | null }>(HERE, [
    tx.orgId,
    conversationId,
    messageId,
  ])
  const [message] = rows
  if (!message) throw new AppError('not_found', 'There is no such message in this conversation.')
  // A private reply waits for no window; whether it is too late, the platform says.
  if (decodeOrNull<Content>(message.quoted)?.type !== 'comment') {
    const content = decode<Content>(message.content)
    const basis = await requireDeliverable(tx, conversation, { content, by: 'member' })
    // The window may have closed since, or the permission is another one.
    if (basis) await tx.query(REST, [tx.orgId, messageId, basis.purpose, basis.permissionId])
  } else if (conversation.status === 'closed') checkMaySend(conversation)
  const { rowCount } = await tx.query(RETRY, [tx.orgId, conversationId, messageId])
  if (!rowCount)
    throw new AppError('conflict', 'This message did not fail, so there is nothing to send again.')
  return getMessage(tx, messageId)
}
