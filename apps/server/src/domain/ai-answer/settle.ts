import { AppError, type Id, type OpenQuestion } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockedConversation } from '../conversation/conversation.ts'
import { type AnswerRow, leftBy, listOpenQuestions } from './open-questions.ts'

const FIND = statement(`
  select id, reason, trace, settled, settled_after as "settledAfter" from ai_answer
  where org_id = $1 and conversation_id = $2 and id = $3`)
const SETTLE = statement(`
  update ai_answer set settled = $3, settled_after = $4 where org_id = $1 and id = $2`)
const CHANGED = statement(`
  update conversation set version = version + 1, changed_at = now() where org_id = $1 and id = $2
  returning version`)

type Row = AnswerRow & { settled: number[]; settledAfter: number[] }
type Settle = { conversationId: Id; messageId: Id; part: number; isSettled: boolean }

/**
 * A member says that an open question is dealt with in its conversation, or takes that back. It stays a gap
 * of the knowledge: the next contact who asks is not helped by what was said here. Said again it changes
 * nothing.
 *
 * @returns the questions that are still open, and the conversation's new version; null: nothing changed
 * @throws AppError `not_found` when the message is none with which AI left such a question open here.
 */
export async function settleQuestion(
  tx: OrgTx,
  { conversationId, messageId, part, isSettled }: Settle,
): Promise<{ questions: OpenQuestion[]; version: number | null }> {
  const { seq } = await lockedConversation(tx, conversationId)
  const { rows } = await tx.query<Row>(FIND, [tx.orgId, conversationId, messageId])
  const [row] = rows
  if (!row || !leftBy(row).some((one) => one.part === part)) {
    throw new AppError('not_found', 'AI left no such question open with this message.')
  }
  if (row.settled.includes(part) === isSettled) {
    return { questions: await listOpenQuestions(tx, conversationId), version: null }
  }
  const others = row.settled
    .map((known, at) => ({ part: known, seq: row.settledAfter[at] ?? 0 }))
    .filter((one) => one.part !== part)
  const settled = isSettled ? [...others, { part, seq }] : others
  const values = [settled.map((one) => one.part), settled.map((one) => one.seq)]
  await tx.query(SETTLE, [tx.orgId, messageId, ...values])
  const changed = await tx.query<{ version: number }>(CHANGED, [tx.orgId, conversationId])
  return { questions: await listOpenQuestions(tx, conversationId), version: changed.rows[0]?.version ?? 0 }
}
