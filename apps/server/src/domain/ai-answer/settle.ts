import { AppError, type Id, type OpenQuestion } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockedConversation } from '../conversation/conversation.ts'
import { listOpenQuestions } from './open-questions.ts'

const SETTLE = statement(`
  update ai_answer set settled = case when $5
    then array(select distinct unnest(settled || $4::int) order by 1) else array_remove(settled, $4::int) end
  where org_id = $1 and conversation_id = $2 and id = $3`)
const CHANGED = statement(`
  update conversation set version = version + 1, changed_at = now() where org_id = $1 and id = $2
  returning version`)

type Settle = { conversationId: Id; messageId: Id; part: number; isSettled: boolean }

/**
 * A member says that an open question is dealt with in its conversation, or takes that back. It stays a gap
 * of the knowledge: the next contact who asks is not helped by what was said here. Safe to repeat.
 *
 * @returns the questions that are still open, and the conversation's new version
 * @throws AppError `not_found` when the message is none of AI's in this conversation.
 */
export async function settleQuestion(
  tx: OrgTx,
  { conversationId, messageId, part, isSettled }: Settle,
): Promise<{ questions: OpenQuestion[]; version: number }> {
  await lockedConversation(tx, conversationId)
  const values = [tx.orgId, conversationId, messageId, part, isSettled]
  const { rowCount } = await tx.query(SETTLE, values)
  if (!rowCount) throw new AppError('not_found', 'There is no such message of AI in this conversation.')
  const { rows } = await tx.query<{ version: number }>(CHANGED, [tx.orgId, conversationId])
  return { questions: await listOpenQuestions(tx, conversationId), version: rows[0]?.version ?? 0 }
}
