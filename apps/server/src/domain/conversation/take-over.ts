import { AppError, type Conversation, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { getConversation, lockedConversation } from './conversation.ts'
import { giveToPeople } from './give-to-people.ts'
import { recordEvent } from './record.ts'

const ASSIGN = statement(
  'update conversation set assignee_id = $3 where org_id = $1 and id = $2 and assignee_id is null',
)

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
  if (before.holder !== 'human') {
    await giveToPeople(tx, conversationId)
    await tx.query(ASSIGN, [tx.orgId, conversationId, memberId])
    await recordEvent(tx, { conversationId, type: 'taken_over', memberId })
  }
  return getConversation(tx, conversationId)
}
