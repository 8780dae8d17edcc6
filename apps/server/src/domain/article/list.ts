import {
  AppError,
  type ArticleSummary,
  type ArticleVersion,
  type api,
  type ContractQuery,
  type Id,
} from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { toVersion, VERSION_COLUMNS, VERSION_FROM, type VersionRow } from './article.ts'

const LIST = statement(`
  select a.id, s.kind, a.version, a.published_version as "publishedVersion", a.changed_at as "changedAt",
         v.title, v.language, v.audience
  from article a join source s on s.org_id = a.org_id and s.id = a.source_id
  join article_version v on v.org_id = a.org_id and v.article_id = a.id and v.version = a.version
  where a.org_id = $1 and a.deleted_at is null and (a.changed_at, a.id) < ($2, $3)
  order by a.changed_at desc, a.id desc limit $4`)
const VERSIONS = statement(`
  select ${VERSION_COLUMNS} from ${VERSION_FROM}
  where v.org_id = $1 and v.article_id = $2 order by v.version desc limit 100`)

type Row = Omit<ArticleSummary, 'title' | 'changedAt'> & { title: Buffer; changedAt: Date }
type Page = { articles: ArticleSummary[]; next: string | null }

const NEWEST = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }

/** The articles, the one that changed last first. */
export async function listArticles(
  tx: OrgTx,
  { after, limit }: ContractQuery<typeof api.listArticles>,
): Promise<Page> {
  const [at, id] = after?.split('_') ?? [NEWEST.at, NEWEST.id]
  const { rows } = await tx.query<Row>(LIST, [tx.orgId, at, id, limit + 1])
  const articles = rows.slice(0, limit).map(({ title, changedAt, ...row }) => ({
    ...row,
    title: decode<string>(title),
    changedAt: changedAt.toISOString(),
  }))
  const last = articles.at(-1)
  return { articles, next: rows.length > limit && last ? `${last.changedAt}_${last.id}` : null }
}

/** The last hundred versions of an article, the newest first. @throws AppError `not_found` */
export async function listVersions(tx: OrgTx, articleId: Id): Promise<ArticleVersion[]> {
  const { rows } = await tx.query<VersionRow>(VERSIONS, [tx.orgId, articleId])
  if (rows.length === 0) throw new AppError('not_found', 'There is no such article.')
  return rows.map(toVersion)
}
