import type { ArticleVariant, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** `w` is a variant; true once what the first one answers with is newer than what somebody last saw to. */
export const OUTDATED = `
  coalesce(w.article_id <> w.group_id and exists (
    select 1 from article f
    join article_version fv
      on fv.org_id = f.org_id and fv.article_id = f.id and fv.version = f.published_version
    where f.org_id = w.org_id and f.id = w.group_id and f.deleted_at is null
      and fv.first_published_at > w.followed_at), false)`

const OF_ARTICLES = statement(`
  select m.article_id as "of", w.article_id as id, w.language, v.title,
         a.published_version is not null as "isPublished", w.article_id = w.group_id as "isFirst",
         ${OUTDATED} as "isOutdated"
  from article_variant m
  join article_variant w on w.org_id = m.org_id and w.group_id = m.group_id
  join article a on a.org_id = w.org_id and a.id = w.article_id and a.deleted_at is null
  join article_version v on v.org_id = a.org_id and v.article_id = a.id and v.version = a.version
  where m.org_id = $1 and m.article_id = any ($2) order by w.language`)

type Row = Omit<ArticleVariant, 'title'> & { of: Id; title: Buffer }

/** The articles that say the same in several languages, each among its own; none for one that is alone. */
export async function variantsOf(
  tx: OrgTx,
  articleIds: readonly Id[],
): Promise<(articleId: Id) => ArticleVariant[]> {
  const { rows } = await tx.query<Row>(OF_ARTICLES, [tx.orgId, articleIds])
  return (articleId) => {
    const own = rows.filter(({ of }) => of === articleId)
    return own.length > 1 ? own.map(({ of: _, title, ...row }) => ({ ...row, title: decode(title) })) : []
  }
}

const GROUPS = statement(`
  select article_id as "articleId", group_id as "groupId", language from article_variant
  where org_id = $1 and article_id = any ($2)`)

export type GroupedArticle = { articleId: Id; groupId: Id; language: string }

/** Of these articles, those that belong together. */
export async function groupsOf(tx: OrgTx, articleIds: readonly Id[]): Promise<GroupedArticle[]> {
  const { rows } = await tx.query<GroupedArticle>(GROUPS, [tx.orgId, articleIds])
  return rows
}
