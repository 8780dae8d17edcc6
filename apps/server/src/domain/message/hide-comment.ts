import { AppError, type Content, type Id, type MessageItem } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type LockedConversation, lockedConversation } from '../conversation/conversation.ts'
import { checkMaySend } from '../delivery/judge.ts'
import { queueMessage } from './queue.ts'
import { quotedMessage } from './quoted.ts'
import { getMessage } from './timeline.ts'

const SENT = statement('select id from message where org_id = $1 and conversation_id = $2 and client_id = $3')

type Hiding = {
  conversationId: Id
  messageId: Id
  memberId: Id
  clientId: string
  isHidden: boolean
  partsOf: (channel: LockedConversation['channel']) => ((content: Content) => Content[]) | null
}

/**
 * Hides a comment on its platform, or shows it again: what became of that is told as of every message. It
 * takes nobody's turn. A retried call with the same client id does it once.
 *
 * @throws AppError `not_found`; `conflict` when the conversation is closed, the comment is gone, or it is so
 * already; `invalid_request` for anything but a contact's comment under a post.
 */
export async function hideComment(tx: OrgTx, hiding: Hiding): Promise<MessageItem> {
  const { conversationId, messageId, memberId, clientId, isHidden, partsOf } = hiding
  const before = await lockedConversation(tx, conversationId)
  const { rows: sent } = await tx.query<{ id: Id }>(SENT, [tx.orgId, conversationId, clientId])
  if (sent[0]) return getMessage(tx, sent[0].id)
  const { id, externalId, content, unsentAt } = await quotedMessage(tx, conversationId, messageId)
  if (content.type !== 'comment' || content.kind !== 'comment' || externalId === null) {
    throw new AppError('invalid_request', 'Only a comment under a post can be hidden.')
  }
  if (unsentAt) throw new AppError('conflict', 'The comment is not there any more.')
  if ((content.isHidden ?? false) === isHidden) {
    throw new AppError(
      'conflict',
      isHidden ? 'The comment is hidden already.' : 'The comment is shown already.',
    )
  }
  if (before.status === 'closed') checkMaySend(before)
  const hide: Content = { type: 'hide', isHidden, targetExternalId: externalId }
  const message = await queueMessage(tx, {
    ...{ conversationId, author: 'agent', memberId, content: hide, clientId, isWaiting: true },
    replyTo: { id, externalId },
    parts: partsOf(before.channel)?.(hide).length ?? 0,
  })
  return getMessage(tx, message.id)
}
