import { AppError, type Content, type Id, type MessageItem } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type LockedConversation, lockedConversation } from '../conversation/conversation.ts'
import { takeForMember } from '../conversation/take-for-member.ts'
import { checkMaySend, requireDeliverable } from '../delivery/judge.ts'
import type { InboxSettings } from '../inbox/inbox.ts'
import { attachMedia } from '../media/attach.ts'
import { type SendTemplate, templateContent } from '../template/fill.ts'
import { type Offer, offerContent } from './offer.ts'
import { checkPrivateReply, isAnswered, isComment } from './private-reply.ts'
import { publicReply } from './public-reply.ts'
import { queueMessage } from './queue.ts'
import { type Quoted, quotedMessage } from './quoted.ts'
import { getMessage } from './timeline.ts'

const SENT = statement('select id from message where org_id = $1 and conversation_id = $2 and client_id = $3')

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
  /** In the place of words: products or a form of the business. */
  offer?: Offer | undefined
  replyToId?: Id | undefined
  /** What is quoted is a comment, and answered under it for all to read. */
  isPublic?: boolean | undefined
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
  const { replyTo, way } = await checkReply(tx, before, send)
  const content = way === 'public' ? publicReply(replyTo, send) : await contentOf(tx, before, send)
  // What answers a comment waits for no window: it rests on that.
  const basis = way === 'free' ? await requireDeliverable(tx, before, { content, by: 'member' }) : null
  // In public nothing is said between the two, so whoever has the turn keeps it.
  if (way !== 'public' && before.holder !== 'human') await takeForMember(tx, { conversationId, memberId })
  const split = send.partsOf(before.channel)
  const { id } = await queueMessage(tx, {
    ...{ conversationId, memberId, content, replyTo, basis, clientId: send.clientId },
    author: 'agent',
    parts: split ? split(content).length : 0,
  })
  return { message: await getMessage(tx, id), inboxId: before.inboxId }
}

/**
 * Whether it may go, and what it quotes. What quotes a comment answers that, in public or in private,
 * whatever the window says; once it was answered in private, what quotes it is a message like any other.
 */
async function checkReply(
  tx: OrgTx,
  before: LockedConversation,
  send: Send,
): Promise<{ replyTo: Quoted | null; way: 'free' | 'private' | 'public' }> {
  const { conversationId, replyToId, template, text, partsOf, isPublic } = send
  const replyTo = replyToId ? await quotedMessage(tx, conversationId, replyToId) : null
  const way = isPublic ? 'public' : await wayOf(tx, conversationId, replyTo)
  if (way === 'free') {
    checkMaySend(before, { isTemplate: template !== undefined })
    return { replyTo: isComment(replyTo) ? null : replyTo, way }
  }
  if (before.status === 'closed') checkMaySend(before)
  const content: Content = way === 'public' ? publicReply(replyTo, send) : { type: 'text', text }
  const parts = partsOf(before.channel)?.(content).length ?? 1
  if (way === 'private' && isComment(replyTo)) checkPrivateReply(replyTo, send)
  if (parts > 1)
    throw new AppError('invalid_request', 'A reply to a comment is one message: make it shorter.')
  return { replyTo, way }
}

async function wayOf(tx: OrgTx, conversationId: Id, replyTo: Quoted | null): Promise<'free' | 'private'> {
  return isComment(replyTo) && !(await isAnswered(tx, conversationId, replyTo)) ? 'private' : 'free'
}

async function contentOf(
  tx: OrgTx,
  before: LockedConversation,
  { conversationId, mediaId, text, template, offer }: Send,
): Promise<Content> {
  if (offer) return offerContent(before, offer)
  if (template) {
    const { inboxId, settings } = before
    const hasCatalogue = decode<InboxSettings>(settings).catalogId !== undefined
    return templateContent(tx, { conversationId, inboxId, hasCatalogue }, template)
  }
  return mediaId ? attachMedia(tx, { conversationId, mediaId, caption: text }) : { type: 'text', text }
}
