import type { api, ContractQuery, Id, SourcePage } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const LIST = statement(`
  select p.id, p.place, v.title, p.outcome, p.reason, p.detail, p.missed,
         case when a.deleted_at is null then p.article_id end as "articleId",
         case when a.deleted_at is null and n.version is not null and n.first_published_at is null
           then case when a.published_version is null then 'alone' else 'beside' end end as draft,
         p.taken_at as "takenAt", p.looked_at as "lookedAt"
  from source_page p
  left join article a on a.org_id = p.org_id and a.id = p.article_id
  left join article_version v on v.org_id = p.org_id and v.article_id = p.article_id and v.version = p.version
  left join article_version n on n.org_id = a.org_id and n.article_id = a.id and n.version = a.version
  where p.org_id = $1 and p.source_id = $2 and p.id > $3
    and ($4::text is null or coalesce(p.outcome, 'waiting') = $4)
  order by p.id limit $5`)

type Row = Omit<SourcePage, 'title' | 'takenAt' | 'lookedAt'> & {
  title: Buffer | null
  takenAt: Date | null
  lookedAt: Date | null
}

const FIRST = '00000000-0000-0000-0000-000000000000'

/** The pages of a source in the order in which they became known. */
export async function listPages(
  tx: OrgTx,
  sourceId: Id,
  { outcome, after, limit }: ContractQuery<typeof api.listSourcePages>,
): Promise<{ pages: SourcePage[]; next: Id | null }> {
  const values = [tx.orgId, sourceId, after ?? FIRST, outcome ?? null, limit + 1]
  const { rows } = await tx.query<Row>(LIST, values)
  const pages = rows.slice(0, limit).map(({ title, takenAt, lookedAt, ...row }) => ({
    ...row,
    title: decodeOrNull<string>(title),
    takenAt: takenAt?.toISOString() ?? null,
    lookedAt: lookedAt?.toISOString() ?? null,
  }))
  return { pages, next: rows.length > limit ? (pages.at(-1)?.id ?? null) : null }
}
