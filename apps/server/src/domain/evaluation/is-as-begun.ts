import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { PlannedEvaluation } from './evaluation.ts'

const REVISIONS = statement(
  'select id, revision from article where org_id = $1 and id = any ($2) and deleted_at is null',
)

/** Whether none of the articles that are tried was changed or published since that began. */
export async function isAsBegun(
  tx: OrgTx,
  { articles }: Pick<PlannedEvaluation, 'articles'>,
): Promise<boolean> {
  if (articles.length === 0) return true
  const ids = articles.map(({ articleId }) => articleId)
  const { rows } = await tx.query<{ id: Id; revision: number }>(REVISIONS, [tx.orgId, ids])
  const now = new Map(rows.map(({ id, revision }) => [id, revision]))
  return articles.every(({ articleId, revision }) => now.get(articleId) === revision)
}
