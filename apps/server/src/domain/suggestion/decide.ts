import { AppError, type Id, type SuggestionDecision } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { createArticle } from '../article/create.ts'
import { publishFirst } from '../article/publish.ts'

// Locked, so that two members who approve the same at once write one article.
const ANSWER = {
  lock: statement('select id from ai_answer where org_id = $1 and id = $2 for update'),
  known: statement(`
    select article_id as "articleId" from answer_review
    where org_id = $1 and answer_id = $2 and kind = 'suggestion'`),
  decide: statement(`
    insert into answer_review (org_id, answer_id, kind, decision, article_id, member_id, api_key_id)
    values ($1, $2, 'suggestion', $3, $4, $5, $6)`),
}
const CONVERSATION = {
  lock: statement('select id from conversation where org_id = $1 and id = $2 for update'),
  known: statement(`
    select article_id as "articleId" from conversation_review where org_id = $1 and conversation_id = $2`),
  decide: statement(`
    insert into conversation_review (org_id, id, conversation_id, decision, article_id, member_id, api_key_id)
    values ($1, gen_random_uuid(), $2, $3, $4, $5, $6)`),
}

type Decision = SuggestionDecision & { suggestionId: Id; actor: ActorIds }

/**
 * Makes an article of what members answered, in the words that are given now, or none. What was decided
 * stays: asked twice it is one article.
 *
 * @throws AppError `not_found`; `conflict` when its article was written once, and was deleted since
 */
export async function decideSuggestion(
  tx: OrgTx,
  { suggestionId, article, actor }: Decision,
): Promise<{ articleId: Id | null }> {
  const { known, decide } = await locked(tx, suggestionId)
  const { rows } = await tx.query<{ articleId: Id | null }>(known, [tx.orgId, suggestionId])
  if (rows[0]) return rows[0]
  const articleId = article && (await write(tx, { suggestionId, article, actor }))
  const decision = article ? 'approved' : 'rejected'
  await tx.query(decide, [tx.orgId, suggestionId, decision, articleId, actor.memberId, actor.apiKeyId])
  return { articleId }
}

/** An answer of AI that it begins with, or the conversation in which AI has said nothing. */
async function locked(tx: OrgTx, id: Id): Promise<typeof ANSWER> {
  for (const kind of [ANSWER, CONVERSATION]) {
    const { rows } = await tx.query(kind.lock, [tx.orgId, id])
    if (rows.length > 0) return kind
  }
  throw new AppError('not_found', 'There is no such suggestion.')
}

type Write = Decision & { article: NonNullable<SuggestionDecision['article']> }

async function write(tx: OrgTx, { suggestionId, article, actor }: Write): Promise<Id> {
  const { isPublished, ...words } = article
  const { id } = await createArticle(tx, actor, {
    ...words,
    kind: 'faq',
    clientId: `suggestion:${suggestionId}`,
  })
  if (isPublished) await publishFirst(tx, actor, [id])
  return id
}
