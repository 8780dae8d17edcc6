import { type ArticleAudience, baseLanguage, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

// Its first chunk stands for an article; what is not published, or found no more, has none.
const IN_LANGUAGE = statement(`
  select distinct on (m.article_id) m.article_id as "of", c.id as "chunkId"
  from article_variant m
  join article_variant w on w.org_id = m.org_id and w.group_id = m.group_id and w.article_id <> m.article_id
  join article a on a.org_id = w.org_id and a.id = w.article_id and a.deleted_at is null
  join article_version p on p.org_id = a.org_id and p.article_id = a.id and p.version = a.published_version
  join chunk c on c.org_id = p.org_id and c.article_id = p.article_id and c.version = p.version
  where m.org_id = $1 and m.article_id = any ($2) and split_part(p.language, '-', 1) = $3
    and p.audience = any ($4) and c.no is not null
  order by m.article_id, a.id, c.place`)

type Twin = { of: Id; chunkId: Id }
type Asked = { articleIds: readonly Id[]; language: string; audiences: readonly ArticleAudience[] }

/** Where what says the same as these articles begins in another language, as far as whoever asks may read it. */
export async function twinsIn(
  tx: OrgTx,
  { articleIds, language, audiences }: Asked,
): Promise<readonly Twin[]> {
  if (articleIds.length === 0) return []
  const values = [tx.orgId, articleIds, baseLanguage(language), audiences]
  const { rows } = await tx.query<Twin>(IN_LANGUAGE, values)
  return rows
}
