import { createHash } from 'node:crypto'
import { type ArticleAudience, type ArticleWords, type Id, newId, type SourceReason } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { NOBODY } from '../actor/actor.ts'
import { hasRoom } from '../article/room.ts'
import { writeVersion } from '../article/write-version.ts'
import { indexArticles } from '../chunk/index-articles.ts'
import { evaluateAfterTaking } from '../evaluation/after-publish.ts'
import { plantCalibration } from '../knowledge/calibrate.ts'
import { GONE_AFTER, type WaitingPage } from './waiting-pages.ts'

const ADD = statement(`
  insert into article (org_id, id, source_id, client_id, published_version) values ($1, $2, $3, $4, 1)`)
const LOCK = statement(`
  select a.version, a.published_version as "publishedVersion", a.deleted_at is not null as "isDeleted",
         p.version as "ownVersion", p.hash, v.audience
  from article a join source_page p on p.org_id = a.org_id and p.article_id = a.id
  join article_version v on v.org_id = a.org_id and v.article_id = a.id and v.version = a.version
  where a.org_id = $1 and a.id = $2 and p.id = $3 for update of a`)
const MOVE = statement(`
  update article set version = $3, published_version = $3, revision = revision + 1, changed_at = now()
  where org_id = $1 and id = $2`)
const NOTE = statement(`
  update article_version set first_published_at = coalesce(first_published_at, now())
  where org_id = $1 and article_id = $2 and version = $3`)
// Two addresses of one page: the first that was read counts.
const TWIN = statement(`
  select place from source_page
  where org_id = $1 and source_id = $2 and hash = $3 and id <> $4 and article_id is not null and missed < $5
  limit 1`)

type Taking = { sourceId: Id; page: WaitingPage; words: ArticleWords; articlesMax: number }
type Taken = {
  outcome: 'taken' | 'unchanged' | 'skipped'
  reason?: SourceReason
  detail?: string
  hash?: Buffer
  articleId?: Id
  version?: number
}

/**
 * Makes the words of a page what its article answers. What a member wrote into it, took out of the answers or
 * deleted stays as the member left it.
 */
export async function takeArticle(tx: OrgTx, taking: Taking): Promise<Taken> {
  const { page, words } = taking
  const hash = hashOf(words)
  const known = page.articleId === null ? null : await lockOwn(tx, page)
  if (!known) return takeNew(tx, taking, hash)
  const hasNone = known.publishedVersion === null
  // Its article was taken out of the answers when the page was gone, not by a member.
  const isBack = hasNone && page.missed >= GONE_AFTER
  if (known.isDeleted) return { outcome: 'skipped', reason: 'deleted' }
  const isOurs = known.version === known.ownVersion && (isBack || known.publishedVersion === known.ownVersion)
  if (!isOurs) return { outcome: 'skipped', reason: 'edited' }
  // Its audience may have changed since it was taken.
  const isSame = known.hash?.equals(hash) && known.audience === words.audience
  if (!isBack && isSame) return { outcome: 'unchanged' }
  const version = known.version + 1
  const articleId = page.articleId as Id
  await write(tx, { articleId, version, words })
  await tx.query(MOVE, [tx.orgId, articleId, version])
  return { outcome: 'taken', hash, version }
}

async function takeNew(tx: OrgTx, taking: Taking, hash: Buffer): Promise<Taken> {
  const { sourceId, page, words, articlesMax } = taking
  const { rows } = await tx.query<{ place: string }>(TWIN, [tx.orgId, sourceId, hash, page.id, GONE_AFTER])
  if (rows[0]) return { outcome: 'skipped', reason: 'duplicate', detail: rows[0].place }
  if (!(await hasRoom(tx, articlesMax))) {
    return { outcome: 'skipped', reason: 'many_articles', detail: String(articlesMax) }
  }
  const articleId = newId()
  await tx.query(ADD, [tx.orgId, articleId, sourceId, `page-${page.id}`])
  await write(tx, { articleId, version: 1, words })
  return { outcome: 'taken', hash, articleId, version: 1 }
}

type Written = { articleId: Id; version: number; words: ArticleWords }

async function write(tx: OrgTx, { articleId, version, words }: Written): Promise<void> {
  await writeVersion(tx, NOBODY, { articleId, version, ...words })
  await tx.query(NOTE, [tx.orgId, articleId, version])
  await indexArticles(tx, [{ articleId, version }])
  await plantCalibration(tx)
}

type Own = {
  version: number
  publishedVersion: number | null
  isDeleted: boolean
  ownVersion: number | null
  hash: Buffer | null
  audience: ArticleAudience
}

async function lockOwn(tx: OrgTx, { id, articleId }: WaitingPage): Promise<Own | null> {
  const { rows } = await tx.query<Own>(LOCK, [tx.orgId, articleId, id])
  return rows[0] ?? null
}

const UNPUBLISH = statement(`
  update article set published_version = null, revision = revision + 1, changed_at = now()
  where org_id = $1 and id = $2 and published_version is not null and deleted_at is null`)

/** Takes the article of a page out of the answers; it is listed as one that answers no more. */
export async function unpublishArticle(tx: OrgTx, { articleId }: WaitingPage): Promise<void> {
  if (articleId === null) return
  await evaluateAfterTaking(tx, [articleId])
  const { rowCount } = await tx.query(UNPUBLISH, [tx.orgId, articleId])
  if (rowCount === 0) return
  await indexArticles(tx, [{ articleId, version: null }])
  await plantCalibration(tx)
}

/** Whatever a version is made of, in one fixed order. */
function hashOf({ title, body, alternates, language, audience }: ArticleWords): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([title, body, alternates, language, audience]))
    .digest()
}
