import { type Answer, AppError, type Id, type Rating } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockedConversation } from '../conversation/conversation.ts'
import { getAnswer } from './ai-answer.ts'
import { plantLook } from './plant.ts'

const FIND = statement('select 1 from ai_answer where org_id = $1 and conversation_id = $2 and id = $3')
const PUT = statement(`
  insert into ai_feedback (org_id, answer_id, id, member_id, api_key_id, rating, why)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (org_id, answer_id, id) do update set rating = excluded.rating, why = excluded.why,
    api_key_id = excluded.api_key_id, changed_at = now()`)
const TAKE_BACK = statement('delete from ai_feedback where org_id = $1 and answer_id = $2 and id = $3')
// A thumb of the contact says that it helped; nothing that members think does.
const CONFIRM = statement(`
  update ai_answer set confirmed_at = case when $3 then coalesce(confirmed_at, now()) end
  where org_id = $1 and id = $2`)
// Who catches up finds by this column what is shown otherwise although it says the same.
const CHANGED = statement(`
  with changed as (
    update conversation set version = version + 1, changed_at = now() where org_id = $1 and id = $2
    returning version
  )
  update message m set read_version = changed.version from changed
  where m.org_id = $1 and m.id = $3 returning changed.version`)

type Rate = {
  conversationId: Id
  messageId: Id
  /** Null: the contact of the conversation. */
  by: { memberId: Id; apiKeyId: Id | null } | null
  rating: Rating | null
  why: string | null
}

/**
 * Keeps what somebody thinks of an answer: one rating of each, the last one. Safe to repeat.
 *
 * @returns the answer, and the conversation's new version
 * @throws AppError `not_found` when the message is none of AI's in this conversation.
 */
export async function rateAnswer(tx: OrgTx, rate: Rate): Promise<{ answer: Answer; version: number }> {
  const { conversationId, messageId, by, rating, why } = rate
  const { contactId } = await lockedConversation(tx, conversationId)
  const { rowCount } = await tx.query(FIND, [tx.orgId, conversationId, messageId])
  if (!rowCount) throw new AppError('not_found', 'There is no such message of AI in this conversation.')
  const id = by?.memberId ?? contactId
  if (rating === null) await tx.query(TAKE_BACK, [tx.orgId, messageId, id])
  else {
    const actor = [by?.memberId ?? null, by?.apiKeyId ?? null]
    await tx.query(PUT, [tx.orgId, messageId, id, ...actor, rating, why ? encode(why) : null])
  }
  if (!by) await tx.query(CONFIRM, [tx.orgId, messageId, rating === 'good'])
  // Who says of the last answer that it did not help gets a person.
  if (!by && rating === 'bad') await plantLook(tx, conversationId)
  const { rows } = await tx.query<{ version: number }>(CHANGED, [tx.orgId, conversationId, messageId])
  const answer = await getAnswer(tx, { conversationId, messageId })
  return { answer, version: rows[0]?.version ?? 0 }
}
