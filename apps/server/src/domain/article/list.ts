import {
  AppError,
  type Article,
  type ArticleFilter,
  type ArticleKind,
  type ArticleSummary,
  type ArticleVersion,
  type Id,
} from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorRow, actorSql, toActor } from '../actor/actor.ts'
import { OUTDATED, variantsOf } from '../article-variant/variant.ts'
import { searchChunks } from '../chunk/search.ts'
import { listLanguages } from '../knowledge/overview.ts'
import { toVersion, VERSION_COLUMNS, VERSION_FROM, type VersionRow } from './article.ts'

// Titles are sealed, so words are looked for here, not by the database: in the titles of all articles that
// are left, and in what is published by its postings.

/** So many articles are read at once while words are looked for. */
const BATCH = 5_000
/** So many articles are found by what they say, beside those that are found by their titles. */
const SAID_MAX = 200
const LANGUAGES_MAX = 5

const ACTOR = actorSql('v')
const LIST = statement(`
  select a.id, s.kind, a.version, a.published_version as "publishedVersion", a.revision,
         a.created_at as "createdAt", a.changed_at as "changedAt",
         v.title, v.alternates, v.language, v.audience, ${OUTDATED} as "isOutdated",
         v.first_published_at is not null as "hasAnswered", ${ACTOR.columns},
         case when s.origin <> 'hand' then s.settings end as "sourceSettings", array (
           select o.language from article_variant o
           where o.org_id = w.org_id and o.group_id = w.group_id and o.article_id <> w.article_id
           order by o.language) as "otherLanguages"
  from article a join source s on s.org_id = a.org_id and s.id = a.source_id
  left join article_variant w on w.org_id = a.org_id and w.article_id = a.id
  join article_version v on v.org_id = a.org_id and v.article_id = a.id and v.version = a.version
  ${ACTOR.joins}
  where a.org_id = $1 and a.deleted_at is null and (a.changed_at, a.id) < ($2, $3)
    and ($5::text is null or s.kind = $5) and ($6::text is null or v.audience = $6)
    and ($7::text is null or v.language = $7)
    and ($8::text is null or $8 = case when a.published_version is null then 'draft'
      when a.published_version = a.version then 'published' else 'changed' end)
    and ($9::boolean is null or $9 = (v.first_published_at is not null))
    and ($10::uuid is null or a.source_id = $10)
  order by a.changed_at desc, a.id desc limit $4`)
const VERSIONS = statement(`
  select ${VERSION_COLUMNS} from ${VERSION_FROM}
  where v.org_id = $1 and v.article_id = $2 order by v.version desc limit 100`)
const NEWEST_WORDS = statement(`
  select ${VERSION_COLUMNS} from ${VERSION_FROM}
  join article a on a.org_id = v.org_id and a.id = v.article_id and a.version = v.version
  where v.org_id = $1 and v.article_id = any ($2)`)

type Row = Omit<ArticleSummary, 'title' | 'by' | 'changedAt' | 'sourceName'> &
  ActorRow & {
    title: Buffer
    alternates: Buffer
    sourceSettings: Buffer | null
    createdAt: Date
    changedAt: Date
  }
type Query = ArticleFilter & {
  kind?: ArticleKind | undefined
  hasAnswered?: 'true' | 'false' | undefined
  sourceId?: Id | undefined
  after?: string | undefined
  limit: number
}
type Place = { at: string; id: string }

const NEWEST: Place = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }

/** The articles, the one that changed last first. */
export async function listArticles(
  tx: OrgTx,
  query: Query,
): Promise<{ articles: ArticleSummary[]; next: string | null }> {
  const { rows, next } = await pageOf(tx, query)
  return { articles: rows.map(toSummary), next }
}

function toSummary(row: Row): ArticleSummary {
  const { title, changedAt, alternates: _, createdAt: _made, ...others } = row
  const { memberName, apiKeyName, sourceSettings, ...rest } = others
  return {
    ...rest,
    title: decode<string>(title),
    by: toActor({ memberName, apiKeyName }),
    sourceName: sourceSettings && decode<{ name: string }>(sourceSettings).name,
    changedAt: changedAt.toISOString(),
  }
}

/** Questions with their answers, the one that changed last first. */
export async function listQuestions(
  tx: OrgTx,
  query: Omit<Query, 'kind' | 'hasAnswered' | 'sourceId'>,
): Promise<{ articles: Article[]; next: string | null }> {
  const { rows, next } = await pageOf(tx, { ...query, kind: 'faq' })
  const ids = rows.map(({ id }) => id)
  const { rows: versions } = await tx.query<VersionRow>(NEWEST_WORDS, [tx.orgId, ids])
  const variants = await variantsOf(tx, ids)
  const byId = new Map(versions.map((row) => [row.articleId, toVersion(row)]))
  const articles = rows.flatMap(({ id, kind, version, publishedVersion, revision, ...row }): Article[] => {
    const newest = byId.get(id)
    if (!newest) return []
    const times = { createdAt: row.createdAt.toISOString(), changedAt: row.changedAt.toISOString() }
    return [{ id, kind, version, publishedVersion, revision, ...times, newest, variants: variants(id) }]
  })
  return { articles, next }
}

/** The last hundred versions of an article, the newest first. @throws AppError `not_found` */
export async function listVersions(tx: OrgTx, articleId: Id): Promise<ArticleVersion[]> {
  const { rows } = await tx.query<VersionRow>(VERSIONS, [tx.orgId, articleId])
  if (rows.length === 0) throw new AppError('not_found', 'There is no such article.')
  return rows.map(toVersion)
}

async function pageOf(tx: OrgTx, query: Query): Promise<{ rows: Row[]; next: string | null }> {
  const rows = await matching(tx, query)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const next = rows.length > query.limit && last ? placeOf(last) : null
  if (query.search === undefined) return { rows: page, next }
  // On a page those come first that are called what is looked for.
  const words = foldedWords(query.search)
  const [called = [], others = []] = [true, false].map((is) =>
    page.filter((row) => isCalled(row, words) === is),
  )
  return { rows: [...called, ...others], next }
}

/** One more than the page has, where there is one. */
async function matching(tx: OrgTx, { after, limit, search, ...filter }: Query): Promise<Row[]> {
  const isWanted = search === undefined ? () => true : await matcherOf(tx, search)
  const batch = search === undefined ? limit + 1 : BATCH
  const kept: Row[] = []
  let [at = NEWEST.at, id = NEWEST.id] = after?.split('_') ?? []
  for (;;) {
    const { kind = null, audience = null, language = null, status = null, hasAnswered = null } = filter
    const narrowed = [kind, audience, language, status, hasAnswered, filter.sourceId ?? null]
    const values = [tx.orgId, at, id, batch, ...narrowed]
    const { rows } = await tx.query<Row>(LIST, values)
    kept.push(...rows.filter(isWanted))
    const last = rows.at(-1)
    if (!last || rows.length < batch || kept.length > limit) return kept
    ;[at = '', id = ''] = placeOf(last).split('_')
  }
}

function placeOf({ changedAt, id }: Row): string {
  return `${changedAt.toISOString()}_${id}`
}

/** Tells whether an article has every word in its titles, or says something of them. */
async function matcherOf(tx: OrgTx, search: string): Promise<(row: Row) => boolean> {
  const words = foldedWords(search)
  const said = await articlesSaying(tx, search)
  return (row) => said.has(row.id) || isCalled(row, words)
}

function isCalled({ title, alternates }: Row, words: readonly string[]): boolean {
  const titles = folded([decode<string>(title), ...decode<string[]>(alternates)].join('\n'))
  return words.every((word) => titles.includes(word))
}

async function articlesSaying(tx: OrgTx, question: string): Promise<Set<Id>> {
  const languages = (await listLanguages(tx)).slice(0, LANGUAGES_MAX)
  const audiences = ['public', 'internal'] as const
  const found = new Set<Id>()
  for (const language of languages) {
    const chunks = await searchChunks(tx, { question, language, audiences, limit: SAID_MAX })
    for (const { articleId } of chunks) found.add(articleId)
  }
  return found
}

function foldedWords(text: string): string[] {
  return folded(text)
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** Small letters without accents. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
