import type { Content, Id, Rating } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockedConversation } from '../conversation/conversation.ts'
import { rateAnswer } from './rate.ts'
import { ratingOfEmoji } from './rating-of-emoji.ts'

// A long answer is several messages on a platform, and each takes reactions.
const TARGET = statement(`
  select a.id as "messageId", a.conversation_id as "conversationId"
  from delivery d join ai_answer a on a.org_id = d.org_id and a.id = d.message_id
  where d.org_id = $1 and d.inbox_id = $2 and d.external_id = $3 limit 1`)
// What is put on an answer once its conversation was closed stands in a later one.
const REACTIONS = statement(`
  select m.content from conversation c join message m on m.org_id = c.org_id and m.conversation_id = c.id
  where c.org_id = $1 and c.inbox_id = $2 and c.contact_id = $3 and m.author = 'contact'
    and m.reply_to_external_id in (
      select external_id from delivery where org_id = $1 and message_id = $4)
  order by m.sent_at, c.created_at, m.seq`)
const RATED = statement('select rating from ai_feedback where org_id = $1 and answer_id = $2 and id = $3')

type Reacted = { inboxId: Id; targetExternalId: string }

/**
 * Takes the emoji that a contact has on an answer of AI for what they think of it, as the thumbs of the
 * widget are taken. It goes by all that is stored of their reactions, so one that comes twice or late changes
 * nothing, and a rating is written only where it is another one: who is unhappy is given to people once.
 *
 * @returns the conversation and its new version; null when nothing changed, or the message is none of AI's.
 */
export async function rateByReaction(
  tx: OrgTx,
  { inboxId, targetExternalId }: Reacted,
): Promise<{ conversationId: Id; version: number } | null> {
  const { rows } = await tx.query<Target>(TARGET, [tx.orgId, inboxId, targetExternalId])
  const [target] = rows
  if (!target) return null
  const { conversationId, messageId } = target
  // Two reactions at once: the second one sees what the first one made of it.
  const { contactId } = await lockedConversation(tx, conversationId)
  const rating = await ratingNow(tx, { inboxId, contactId, messageId })
  const { rows: rated } = await tx.query<{ rating: Rating }>(RATED, [tx.orgId, messageId, contactId])
  if (rating === (rated[0]?.rating ?? null)) return null
  const { version } = await rateAnswer(tx, { conversationId, messageId, by: null, rating, why: null })
  return { conversationId, version }
}

type Target = { messageId: Id; conversationId: Id }

/** By the last reaction to each part of the message: the newest that says something. */
async function ratingNow(
  tx: OrgTx,
  { inboxId, contactId, messageId }: { inboxId: Id; contactId: Id; messageId: Id },
): Promise<Rating | null> {
  const values = [tx.orgId, inboxId, contactId, messageId]
  const { rows } = await tx.query<{ content: Buffer }>(REACTIONS, values)
  const ratings = new Map<string, Rating | null>()
  for (const content of rows.map((row) => decode<Content>(row.content))) {
    if (content.type !== 'reaction') continue
    ratings.delete(content.targetExternalId)
    ratings.set(content.targetExternalId, ratingOfEmoji(content.emoji))
  }
  return [...ratings.values()].findLast((rating) => rating !== null) ?? null
}
