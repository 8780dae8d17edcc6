import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { enqueue } from '../job/enqueue.ts'
import { lockedConversation } from './conversation.ts'
import { lastInbound } from './read.ts'

/**
 * Shows the contact that somebody is writing. WhatsApp ties it to the contact's last message, which is marked
 * as read by it, and ends it after 25 seconds or with the reply.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators
 *
 * @returns false when the channel has nothing to show it with.
 */
export async function showTyping(tx: OrgTx, conversationId: Id): Promise<boolean> {
  const { channel, inboxId, seq } = await lockedConversation(tx, conversationId)
  if (channel === 'web') return true
  const externalId = await lastInbound(tx, conversationId, seq)
  if (externalId) await enqueue(tx, { kind: 'mark_read', inboxId, conversationId, externalId, typing: true })
  return externalId !== null
}
