import type { ArticleAudience } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const LANGUAGES = statement(`
  select v.language from article a
  join article_version v on v.org_id = a.org_id and v.article_id = a.id and v.version = a.published_version
  where a.org_id = $1 and v.audience = any ($2)
  group by v.language order by count(*) desc, v.language`)

/** The languages of the articles that answer, the one of most first. */
export async function articleLanguages(tx: OrgTx, audiences: readonly ArticleAudience[]): Promise<string[]> {
  const { rows } = await tx.query<{ language: string }>(LANGUAGES, [tx.orgId, audiences])
  return rows.map(({ language }) => language)
}
