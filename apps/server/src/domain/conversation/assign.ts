import { AppError, type Conversation, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { getConversation, lockedConversation } from './conversation.ts'
import { recordEvent } from './record.ts'

const MEMBER = statement('select name from member where org_id = $1 and id = $2')
const ASSIGN = statement(`
  update conversation set assignee_id = $3, version = version + 1, changed_at = now() where org_id = $1
    and id = $2`)

type Assign = { conversationId: Id; assigneeId: Id | null; memberId: Id }

/**
 * Gives a conversation to an agent, or to nobody. Assigning to the current assignee changes nothing and
 * records nothing, so a retried call is safe.
 *
 * @throws AppError `not_found` when the conversation or the assignee does not exist; `conflict` when it is
 * closed.
 */
export async function assignConversation(
  tx: OrgTx,
  { conversationId, assigneeId, memberId }: Assign,
): Promise<Conversation> {
  const before = await lockedConversation(tx, conversationId)
  if (before.status === 'closed')
    throw new AppError('conflict', 'Reopen the conversation before you assign it.')
  if (before.assigneeId !== assigneeId) {
    const name = assigneeId ? await nameOf(tx, assigneeId) : null
    await tx.query(ASSIGN, [tx.orgId, conversationId, assigneeId])
    await recordEvent(tx, { conversationId, type: 'assigned', memberId, data: { to: name } })
  }
  return getConversation(tx, conversationId)
}

async function nameOf(tx: OrgTx, memberId: Id): Promise<string> {
  const { rows } = await tx.query<{ name: string }>(MEMBER, [tx.orgId, memberId])
  const [member] = rows
  if (!member) throw new AppError('not_found', 'There is no such member.')
  return member.name
}
