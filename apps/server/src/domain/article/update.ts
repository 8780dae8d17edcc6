import type { Article, ArticleWords, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { assertRevision, getArticle, getVersion, lockArticle } from './article.ts'
import { writeVersion } from './write-version.ts'

const MOVE = statement(`
  update article set version = $3, revision = revision + 1, changed_at = now() where org_id = $1 and id = $2`)

type Change = { articleId: Id; words: ArticleWords; expect: number }

/**
 * Rewrites the newest version, or begins the next one where that was published. What answers now goes on
 * answering until the next is published.
 *
 * @throws AppError `not_found`; `conflict` when somebody else changed it since.
 */
export async function updateArticle(
  tx: OrgTx,
  actor: ActorIds,
  { articleId, words, expect }: Change,
): Promise<Article> {
  const state = await lockArticle(tx, articleId)
  assertRevision(state, expect)
  const { firstPublishedAt } = await getVersion(tx, articleId, state.version)
  const version = firstPublishedAt ? state.version + 1 : state.version
  await writeVersion(tx, actor, { articleId, version, ...words })
  await tx.query(MOVE, [tx.orgId, articleId, version])
  return getArticle(tx, articleId)
}
