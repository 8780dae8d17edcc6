import { AppError, type Conversation, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { getConversation, lockedConversation } from './conversation.ts'
import { takeForMember } from './take-for-member.ts'

/**
 * A member takes the turn: the micro-backend falls silent at once. Taking what people already hold changes
 * nothing.
 *
 * @throws AppError `not_found`; `conflict` when the conversation is closed.
 */
export async function takeOver(
  tx: OrgTx,
  { conversationId, memberId }: { conversationId: Id; memberId: Id },
): Promise<Conversation> {
  const before = await lockedConversation(tx, conversationId)
  if (before.status === 'closed')
    throw new AppError('conflict', 'Reopen the conversation before you take it over.')
  if (before.holder !== 'human') await takeForMember(tx, { conversationId, memberId })
  return getConversation(tx, conversationId)
}
