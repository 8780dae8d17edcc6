import { AppError, type Id, type SuggestionDecision } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { createArticle } from '../article/create.ts'
import { publishFirst } from '../article/publish.ts'

// Locked, so that two members who approve the same at once write one article.
const LOCK = statement('select id from ai_answer where org_id = $1 and id = $2 for update')
const KNOWN = statement(`
  select article_id as "articleId" from answer_review
  where org_id = $1 and answer_id = $2 and kind = 'suggestion'`)
const DECIDE = statement(`
  insert into answer_review (org_id, answer_id, kind, decision, article_id, member_id, api_key_id)
  values ($1, $2, 'suggestion', $3, $4, $5, $6)`)

type Decision = SuggestionDecision & { answerId: Id; actor: ActorIds }

/**
 * Makes an article of what members answered, in the words that are given now, or none. What was decided
 * stays: asked twice it is one article.
 *
 * @throws AppError `not_found`; `conflict` when its article was written once, and was deleted since
 */
export async function decideSuggestion(
  tx: OrgTx,
  { answerId, article, actor }: Decision,
): Promise<{ articleId: Id | null }> {
  const { rows } = await tx.query(LOCK, [tx.orgId, answerId])
  if (rows.length === 0) throw new AppError('not_found', 'There is no such suggestion.')
  const { rows: known } = await tx.query<{ articleId: Id | null }>(KNOWN, [tx.orgId, answerId])
  if (known[0]) return known[0]
  const articleId = article && (await write(tx, { answerId, article, actor }))
  const decision = article ? 'approved' : 'rejected'
  await tx.query(DECIDE, [tx.orgId, answerId, decision, articleId, actor.memberId, actor.apiKeyId])
  return { articleId }
}

type Write = Decision & { article: NonNullable<SuggestionDecision['article']> }

async function write(tx: OrgTx, { answerId, article, actor }: Write): Promise<Id> {
  const { isPublished, ...words } = article
  const { id } = await createArticle(tx, actor, { ...words, kind: 'faq', clientId: `suggestion:${answerId}` })
  if (isPublished) await publishFirst(tx, [id])
  return id
}
