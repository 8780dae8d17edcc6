import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { giveToPeople } from './give-to-people.ts'
import { recordEvent } from './record.ts'

const ASSIGN = statement(
  'update conversation set assignee_id = $3 where org_id = $1 and id = $2 and assignee_id is null',
)

/**
 * A member takes the turn, by saying so or by writing: one rule for both. They are the assignee where there
 * is none; who is assigned already stays. The caller holds the conversation's lock, and has seen that people
 * do not have the turn.
 */
export async function takeForMember(
  tx: OrgTx,
  { conversationId, memberId }: { conversationId: Id; memberId: Id },
): Promise<void> {
  await giveToPeople(tx, conversationId)
  await tx.query(ASSIGN, [tx.orgId, conversationId, memberId])
  await recordEvent(tx, { conversationId, type: 'taken_over', memberId })
}
