import { AppError, type Article, type ArticleVersion, type Id, type SourceOrigin } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { type Statement, statement } from '../../db/statement.ts'
import { type ActorRow, actorSql, toActor } from '../actor/actor.ts'
import { variantsOf } from '../article-variant/variant.ts'

const ACTOR = actorSql('v')

// What neither a member nor a program wrote of a source that is read was written by its import.
export const VERSION_COLUMNS = `
  v.article_id as "articleId", v.version, v.language, v.audience, v.title, v.body, v.alternates,
  v.created_at as "createdAt", v.first_published_at as "firstPublishedAt", ${ACTOR.columns},
  v_pm.name as "publishedMemberName", v_pk.name as "publishedApiKeyName",
  v_s.id as "sourceId", v_s.origin as "sourceOrigin", v_s.settings as "sourceSettings"`
export const VERSION_FROM = `
  article_version v ${ACTOR.joins}
  left join member v_pm on v_pm.org_id = v.org_id and v_pm.id = v.published_member_id
  left join api_key v_pk on v_pk.org_id = v.org_id and v_pk.id = v.published_api_key_id
  join article v_a on v_a.org_id = v.org_id and v_a.id = v.article_id
  left join source v_s on v_s.org_id = v.org_id and v_s.id = v_a.source_id and v_s.origin <> 'hand'
    and v.member_id is null and v.api_key_id is null`

export type VersionRow = Pick<ArticleVersion, 'articleId' | 'version' | 'language' | 'audience'> &
  ActorRow & {
    title: Buffer
    body: Buffer
    alternates: Buffer
    createdAt: Date
    firstPublishedAt: Date | null
    publishedMemberName: string | null
    publishedApiKeyName: string | null
    sourceId: Id | null
    sourceOrigin: SourceOrigin
    sourceSettings: Buffer | null
  }

export function toVersion(row: VersionRow): ArticleVersion {
  const { articleId, version, language, audience } = row
  return {
    ...{ articleId, version, language, audience },
    title: decode<string>(row.title),
    body: decode<string>(row.body),
    alternates: decode<string[]>(row.alternates),
    by: toActor(row),
    from: fromOf(row),
    createdAt: row.createdAt.toISOString(),
    firstPublishedAt: row.firstPublishedAt?.toISOString() ?? null,
    publishedBy: toActor({ memberName: row.publishedMemberName, apiKeyName: row.publishedApiKeyName }),
  }
}

function fromOf({ sourceId, sourceOrigin: origin, sourceSettings }: VersionRow): ArticleVersion['from'] {
  if (sourceId === null || sourceSettings === null) return null
  return { id: sourceId, name: decode<{ name: string }>(sourceSettings).name, origin }
}

const COLUMNS = `
  a.id, s.kind, a.version, a.published_version as "publishedVersion", a.revision,
  a.created_at as "createdAt", a.changed_at as "changedAt"`
const FROM = 'article a join source s on s.org_id = a.org_id and s.id = a.source_id'
const GET = `
  select ${COLUMNS} from ${FROM}
  where a.org_id = $1 and a.id = any ($2) and a.deleted_at is null order by a.id`
const READ = statement(GET)
// In the order of ids, so that nobody waits for one who waits.
const LOCK = statement(`${GET} for update of a`)
const VERSION = statement(`
  select ${VERSION_COLUMNS} from ${VERSION_FROM}
  where v.org_id = $1 and v.article_id = $2 and v.version = $3`)
const VERSIONS = statement(`
  select ${VERSION_COLUMNS} from ${VERSION_FROM}
  join unnest($2::uuid[], $3::int[]) as wanted (article_id, version)
    on wanted.article_id = v.article_id and wanted.version = v.version
  where v.org_id = $1`)

/** An article without its words. */
export type ArticleState = Omit<Article, 'createdAt' | 'changedAt' | 'newest' | 'variants'> & {
  createdAt: Date
  changedAt: Date
}

/** An article with its newest version. @throws AppError `not_found` */
export async function getArticle(tx: OrgTx, id: Id): Promise<Article> {
  return single(await getArticles(tx, [id]))
}

/** Articles with their newest versions, in the order of their ids. @throws AppError `not_found` */
export async function getArticles(tx: OrgTx, ids: readonly Id[]): Promise<Article[]> {
  const states = await statesOf(tx, READ, ids)
  const versions = await getVersions(
    tx,
    states.map(({ id: articleId, version }) => ({ articleId, version })),
  )
  const newest = new Map(versions.map((version) => [version.articleId, version]))
  const variants = await variantsOf(tx, ids)
  return states.map((state) => ({
    ...state,
    createdAt: state.createdAt.toISOString(),
    changedAt: state.changedAt.toISOString(),
    newest: newest.get(state.id) ?? missing(),
    variants: variants(state.id),
  }))
}

/** Two members who change it at once follow one another. @throws AppError `not_found` */
export async function lockArticle(tx: OrgTx, id: Id): Promise<ArticleState> {
  return single(await lockArticles(tx, [id]))
}

/** The same of several, each once, in the order of their ids. @throws AppError `not_found` */
export function lockArticles(tx: OrgTx, ids: readonly Id[]): Promise<ArticleState[]> {
  return statesOf(tx, LOCK, ids)
}

/** Those of several that are there, locked in the order of their ids. */
export async function lockThose(tx: OrgTx, ids: readonly Id[]): Promise<ArticleState[]> {
  return (await tx.query<ArticleState>(LOCK, [tx.orgId, ids])).rows
}

/** Those of several that are there, as they are. */
export async function findArticles(tx: OrgTx, ids: readonly Id[]): Promise<ArticleState[]> {
  return (await tx.query<ArticleState>(READ, [tx.orgId, ids])).rows
}

/** They as they are. @throws AppError `not_found` */
export function readArticles(tx: OrgTx, ids: readonly Id[]): Promise<ArticleState[]> {
  return statesOf(tx, READ, ids)
}

/**
 * A version, also of an article that was deleted: what was quoted can be opened.
 *
 * @throws AppError `not_found`
 */
export async function getVersion(tx: OrgTx, articleId: Id, version: number): Promise<ArticleVersion> {
  const { rows } = await tx.query<VersionRow>(VERSION, [tx.orgId, articleId, version])
  if (!rows[0]) throw new AppError('not_found', 'There is no such version of an article.')
  return toVersion(rows[0])
}

/** Versions of several articles at once, in no order. */
export async function getVersions(
  tx: OrgTx,
  wanted: readonly Pick<ArticleVersion, 'articleId' | 'version'>[],
): Promise<ArticleVersion[]> {
  const ids = wanted.map(({ articleId }) => articleId)
  const { rows } = await tx.query<VersionRow>(VERSIONS, [tx.orgId, ids, wanted.map(({ version }) => version)])
  return rows.map(toVersion)
}

/** Each once, in the order in which several are locked. */
export function inOrder(articleIds: readonly Id[]): Id[] {
  return [...new Set(articleIds)].sort()
}

async function statesOf(tx: OrgTx, query: Statement, ids: readonly Id[]): Promise<ArticleState[]> {
  const { rows } = await tx.query<ArticleState>(query, [tx.orgId, ids])
  return rows.length === new Set(ids).size ? rows : missing()
}

function single<T>([one]: readonly T[]): T {
  return one ?? missing()
}

function missing(): never {
  throw new AppError('not_found', 'There is no such article.')
}

/** @throws AppError `conflict` when somebody else changed it since the caller read it. */
export function assertRevision({ revision }: ArticleState, expected: number): void {
  if (revision !== expected) {
    throw new AppError('conflict', 'Somebody else changed this article meanwhile: load it again.')
  }
}
