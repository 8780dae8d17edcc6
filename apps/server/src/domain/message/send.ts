import { AppError, type Content, type Id, type MessageItem } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type LockedConversation, lockedConversation } from '../conversation/conversation.ts'
import { takeForMember } from '../conversation/take-for-member.ts'
import { checkMaySend, requireDeliverable } from '../delivery/judge.ts'
import { attachMedia } from '../media/attach.ts'
import { type SendTemplate, templateContent } from '../template/fill.ts'
import { checkPrivateReply, isAnswered, isComment, type Quoted } from './private-reply.ts'
import { queueMessage } from './queue.ts'
import { getMessage } from './timeline.ts'

const SENT = statement('select id from message where org_id = $1 and conversation_id = $2 and client_id = $3')
const QUOTED = statement(`
  select m.id, coalesce(m.external_id, d.external_id) as "externalId", m.content, m.sent_at as "sentAt",
    m.unsent_at as "unsentAt"
  from message m
  left join delivery d on d.org_id = m.org_id and d.message_id = m.id and d.part = 0
  where m.org_id = $1 and m.conversation_id = $2 and m.id = $3`)

export type Send = {
  conversationId: Id
  memberId: Id
  clientId: string
  /** With a file, its caption. */
  text: string
  /** A file that was uploaded into this conversation. */
  mediaId?: Id | undefined
  /** In the place of words: it may go out when the window is closed. */
  template?: SendTemplate | undefined
  replyToId?: Id | undefined
  /** How the inbox's channel has to send it; null where it needs no deliveries. */
  partsOf: (channel: LockedConversation['channel']) => ((content: Content) => Content[]) | null
}

/**
 * A member answers the contact. It takes the turn as "take over" does, the assignee included: whatever a
 * micro-backend has not sent yet is cancelled. A retried call with the same client id is one message.
 *
 * @throws AppError `not_found`, also for a file that is not of this conversation; `conflict` when the
 * conversation is closed; `window_closed` when the platform no longer allows free-form messages to this
 * contact; `opt_in_missing` when they did not allow it, or took it back; for a template as
 * `templateContent` says.
 */
export async function sendMessage(tx: OrgTx, send: Send): Promise<{ message: MessageItem; inboxId: Id }> {
  const { conversationId, memberId } = send
  const before = await lockedConversation(tx, conversationId)
  const { rows: sent } = await tx.query<{ id: Id }>(SENT, [tx.orgId, conversationId, send.clientId])
  if (sent[0]) return { message: await getMessage(tx, sent[0].id), inboxId: before.inboxId }
  const { replyTo, isPrivate } = await checkReply(tx, before, send)
  const content = await contentOf(tx, before, send)
  // A private reply waits for no window: it rests on the comment.
  const basis = isPrivate ? null : await requireDeliverable(tx, before, { content, by: 'member' })
  if (before.holder !== 'human') await takeForMember(tx, { conversationId, memberId })
  const split = send.partsOf(before.channel)
  const { id } = await queueMessage(tx, {
    ...{ conversationId, memberId, content, replyTo, basis, clientId: send.clientId },
    author: 'agent',
    parts: split ? split(content).length : 0,
  })
  return { message: await getMessage(tx, id), inboxId: before.inboxId }
}

/**
 * Whether it may go, and what it quotes. What quotes a comment answers that in private, whatever the window
 * says, until it is answered; after that it is a message like any other.
 */
async function checkReply(
  tx: OrgTx,
  before: LockedConversation,
  send: Send,
): Promise<{ replyTo: Quoted | null; isPrivate: boolean }> {
  const { conversationId, replyToId, template, text, partsOf } = send
  const replyTo = replyToId ? await quoted(tx, conversationId, replyToId) : null
  const isPrivate = isComment(replyTo) && !(await isAnswered(tx, conversationId, replyTo))
  if (!isPrivate) {
    checkMaySend(before, { isTemplate: template !== undefined })
    return { replyTo: isComment(replyTo) ? null : replyTo, isPrivate }
  }
  if (before.status === 'closed') checkMaySend(before)
  const parts = partsOf(before.channel)?.({ type: 'text', text }).length ?? 1
  checkPrivateReply(replyTo, send, parts)
  return { replyTo, isPrivate }
}

async function contentOf(
  tx: OrgTx,
  { inboxId }: LockedConversation,
  { conversationId, mediaId, text, template }: Send,
): Promise<Content> {
  if (template) return templateContent(tx, { conversationId, inboxId }, template)
  return mediaId ? attachMedia(tx, { conversationId, mediaId, caption: text }) : { type: 'text', text }
}

async function quoted(tx: OrgTx, conversationId: Id, id: Id): Promise<Quoted> {
  const values = [tx.orgId, conversationId, id]
  const { rows } = await tx.query<Omit<Quoted, 'content'> & { content: Buffer }>(QUOTED, values)
  const [row] = rows
  if (!row) throw new AppError('not_found', 'The message to quote is not in this conversation.')
  return { ...row, content: decode<Content>(row.content) }
}
