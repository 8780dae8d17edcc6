import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { PlannedEvaluation } from './evaluation.ts'

const REVISION = statement(
  'select revision from article where org_id = $1 and id = $2 and deleted_at is null',
)

/** Whether the article that is tried was neither changed nor published since that began. */
export async function isAsBegun(
  tx: OrgTx,
  { article }: Pick<PlannedEvaluation, 'article'>,
): Promise<boolean> {
  if (article === null) return true
  const { rows } = await tx.query<{ revision: number }>(REVISION, [tx.orgId, article.articleId])
  return rows[0]?.revision === article.revision
}
