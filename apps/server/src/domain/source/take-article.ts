import { createHash } from 'node:crypto'
import { type ArticleWords, type Id, newId, type SourceReason } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { NOBODY } from '../actor/actor.ts'
import { getVersion } from '../article/article.ts'
import { hasRoom } from '../article/room.ts'
import { writeVersion } from '../article/write-version.ts'
import { notePictures } from '../article-picture/use.ts'
import { indexArticles } from '../chunk/index-articles.ts'
import { evaluateAfterTaking } from '../evaluation/after-publish.ts'
import { plantCalibration } from '../knowledge/calibrate.ts'
import { isBack, isOurs, lockOwn, type OwnArticle } from './own-article.ts'
import { GONE_AFTER, type WaitingPage } from './waiting-pages.ts'

const ADD = statement(`
  insert into article (org_id, id, source_id, client_id, published_version) values ($1, $2, $3, $4, $5)`)
const MOVE = statement(`
  update article set version = $3, published_version = case when $4 then published_version else $3 end,
    revision = revision + 1, changed_at = now()
  where org_id = $1 and id = $2`)
const NOTE = statement(`
  update article_version set first_published_at = coalesce(first_published_at, now())
  where org_id = $1 and article_id = $2 and version = $3`)
const DROP = statement(`
  delete from article_version
  where org_id = $1 and article_id = $2 and version = $3 and first_published_at is null`)
// Two addresses of one page: the first that was read counts.
const TWIN = statement(`
  select place from source_page
  where org_id = $1 and source_id = $2 and hash = $3 and id <> $4 and article_id is not null and missed < $5
  limit 1`)

type Taking = {
  sourceId: Id
  page: WaitingPage
  words: ArticleWords
  articlesMax: number
  /** It is kept as a draft until somebody publishes it. */
  asDraft: boolean
}
type Taken = {
  outcome: 'taken' | 'unchanged' | 'skipped'
  reason?: SourceReason
  detail?: string
  hash?: Buffer
  articleId?: Id
  version?: number
}

/**
 * Makes the words of a page what its article answers, or its draft, which replaces an older draft. What a
 * member wrote into it, took out of the answers or deleted stays as the member left it.
 */
export async function takeArticle(tx: OrgTx, taking: Taking): Promise<Taken> {
  const { page, words, asDraft } = taking
  const hash = hashOf(words)
  const known = page.articleId === null ? null : await lockOwn(tx, page)
  if (!known) return takeNew(tx, taking, hash)
  if (known.isDeleted) return { outcome: 'skipped', reason: 'deleted' }
  if (!isOurs(known, page, asDraft)) return { outcome: 'skipped', reason: 'edited' }
  // Its audience may have changed since it was taken.
  const isSame = known.hash?.equals(hash) && known.audience === words.audience
  if (!isBack(known, page) && isSame) return { outcome: 'unchanged' }
  const articleId = page.articleId as Id
  if (asDraft && (await answersAlready(tx, { articleId, known, hash }))) {
    return { outcome: 'unchanged', hash, version: await dropDraft(tx, { articleId, known }) }
  }
  const version = known.isDraft ? known.version : known.version + 1
  await write(tx, { articleId, version, words, asDraft })
  await tx.query(MOVE, [tx.orgId, articleId, version, asDraft])
  return { outcome: 'taken', hash, version }
}

type Held = { articleId: Id; known: OwnArticle }

/** The page says again what is answered with: a draft of that would differ in nothing. */
async function answersAlready(
  tx: OrgTx,
  { articleId, known, hash }: Held & { hash: Buffer },
): Promise<boolean> {
  const { publishedVersion, lastAnswered } = known
  if (publishedVersion === null || publishedVersion !== lastAnswered) return false
  return hashOf(await getVersion(tx, articleId, publishedVersion)).equals(hash)
}

/** What waited says what the page said for a while. @returns the version that is the newest now */
async function dropDraft(tx: OrgTx, { articleId, known }: Held): Promise<number> {
  const newest = known.lastAnswered ?? known.version
  if (!known.isDraft) return newest
  await tx.query(MOVE, [tx.orgId, articleId, newest, true])
  await notePictures(tx, { articleId, version: known.version, body: '' })
  await tx.query(DROP, [tx.orgId, articleId, known.version])
  return newest
}

async function takeNew(tx: OrgTx, taking: Taking, hash: Buffer): Promise<Taken> {
  const { sourceId, page, words, articlesMax, asDraft } = taking
  const { rows } = await tx.query<{ place: string }>(TWIN, [tx.orgId, sourceId, hash, page.id, GONE_AFTER])
  if (rows[0]) return { outcome: 'skipped', reason: 'duplicate', detail: rows[0].place }
  if (!(await hasRoom(tx, articlesMax))) {
    return { outcome: 'skipped', reason: 'many_articles', detail: String(articlesMax) }
  }
  const articleId = newId()
  await tx.query(ADD, [tx.orgId, articleId, sourceId, `page-${page.id}`, asDraft ? null : 1])
  await write(tx, { articleId, version: 1, words, asDraft })
  return { outcome: 'taken', hash, articleId, version: 1 }
}

type Written = { articleId: Id; version: number; words: ArticleWords; asDraft: boolean }

async function write(tx: OrgTx, { articleId, version, words, asDraft }: Written): Promise<void> {
  await writeVersion(tx, NOBODY, { articleId, version, ...words })
  if (asDraft) return
  await tx.query(NOTE, [tx.orgId, articleId, version])
  await indexArticles(tx, [{ articleId, version }])
  await plantCalibration(tx)
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
