import type { Article, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { getArticle } from '../article/article.ts'

const FOLLOW = statement(
  'update article_variant set followed_at = now() where org_id = $1 and article_id = $2',
)

/**
 * Notes that a member compared an article with the one that it translates: nothing of it has to change.
 *
 * @throws AppError `not_found`
 */
export async function followFirst(tx: OrgTx, articleId: Id): Promise<Article> {
  await tx.query(FOLLOW, [tx.orgId, articleId])
  return getArticle(tx, articleId)
}
