import { chunkMarkdown } from '@hilo/ai'
import { AppError, type Article, type ArticleVersion, type Id, type Issue } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { leaveVariants } from '../article-variant/join.ts'
import { indexArticles } from '../chunk/index-articles.ts'
import { evaluateAfterTaking } from '../evaluation/after-publish.ts'
import { requireTried } from '../evaluation/article-gates.ts'
import { plantCalibration } from '../knowledge/calibrate.ts'
import {
  type ArticleState,
  assertRevision,
  getArticle,
  getArticles,
  getVersions,
  lockArticle,
  lockArticles,
} from './article.ts'

const PUBLISH = statement(`
  update article a set published_version = w.version, revision = a.revision + 1, changed_at = now()
  from unnest($2::uuid[], $3::int[]) as w (article_id, version) where a.org_id = $1 and a.id = w.article_id`)
const KEEP = statement(`
  update article_version v set first_published_at = coalesce(v.first_published_at, now()),
    published_member_id = case when v.first_published_at is null then $4 else v.published_member_id end,
    published_api_key_id = case when v.first_published_at is null then $5 else v.published_api_key_id end
  from unnest($2::uuid[], $3::int[]) as w (article_id, version)
  where v.org_id = $1 and v.article_id = w.article_id and v.version = w.version`)
const DELETE = statement(`
  update article set deleted_at = now(), published_version = null, revision = revision + 1, changed_at = now()
  where org_id = $1 and id = $2`)

type Publish = { articleId: Id; version: number | null; expect: number }

/**
 * Lets a version answer from now on, an older one too; null: none. It is found once the transaction is
 * committed, and what answered before no more.
 *
 * @throws AppError `not_found`; `invalid_request` when it has no text; `conflict` when somebody else changed
 * it since, or a test set asks that it passes first.
 */
export async function publishArticle(
  tx: OrgTx,
  actor: ActorIds,
  { articleId, version, expect }: Publish,
): Promise<Article> {
  const state = await lockArticle(tx, articleId)
  assertRevision(state, expect)
  if (version === null) await evaluateAfterTaking(tx, [articleId])
  else {
    await requireTexts(tx, [{ articleId, version }])
    await requireTried(tx, [{ articleId, version }])
  }
  await letAnswer(tx, actor, [{ articleId, version }])
  return getArticle(tx, articleId)
}

/**
 * Lets the newest versions of articles answer from now on, all of them or none: what was tried together is
 * proven together.
 *
 * @throws AppError `not_found`; `invalid_request` when one has no text; `conflict` when somebody else changed
 * one of them since, or a test set asks that they pass first, together.
 */
export async function publishTogether(
  tx: OrgTx,
  actor: ActorIds,
  articles: readonly Pick<Publish, 'articleId' | 'expect'>[],
): Promise<Article[]> {
  const expected = new Map(articles.map(({ articleId, expect }) => [articleId, expect]))
  const states = await lockArticles(tx, [...expected.keys()])
  const changed = states.filter(({ id, revision }) => revision !== expected.get(id))
  if (changed.length > 0) throw await overtaken(tx, changed)
  const newest = states.map(({ id: articleId, version }) => ({ articleId, version }))
  await requireTexts(tx, newest, ({ articleId, title }) => ({
    path: ['articles', articleId],
    message: `“${title}” has no text: write what it answers.`,
    messageEs: `«${title}» no tiene texto: escribe qué responde.`,
  }))
  await requireTried(tx, newest)
  await letAnswer(tx, actor, newest)
  return getArticles(tx, [...expected.keys()])
}

/** Names each, because of fifty nobody finds the one that is not as it was seen. */
async function overtaken(tx: OrgTx, changed: readonly ArticleState[]): Promise<AppError> {
  const newest = changed.map(({ id: articleId, version }) => ({ articleId, version }))
  const issues = (await getVersions(tx, newest)).map(({ articleId, title }) => ({
    path: ['articles', articleId],
    message: `“${title}” was changed meanwhile: look at it again.`,
    messageEs: `«${title}» cambió mientras tanto: vuelve a mirarlo.`,
  }))
  return new AppError('conflict', issues.map(({ message }) => message).join(' '), { issues })
}

/**
 * Lets new articles answer, which nobody else knows of yet.
 *
 * @throws AppError `invalid_request` when one has no text; `conflict` when a test set asks that they pass
 * first.
 */
export async function publishFirst(tx: OrgTx, actor: ActorIds, articleIds: readonly Id[]): Promise<void> {
  if (articleIds.length === 0) return
  const first = articleIds.map((articleId) => ({ articleId, version: 1 }))
  await requireTexts(tx, first)
  await requireTried(tx, first)
  await letAnswer(tx, actor, first)
}

const WITHOUT_TEXT: Issue = {
  path: ['body'],
  message: 'It has no text: write what it answers.',
  messageEs: 'No tiene texto: escribe qué responde.',
}

/** The versions that say nothing. */
export async function withoutText(
  tx: OrgTx,
  articles: readonly { articleId: Id; version: number }[],
): Promise<ArticleVersion[]> {
  return (await getVersions(tx, articles)).filter(({ body }) => chunkMarkdown(body).length === 0)
}

/** A title alone covers all of a question that is like it, and leads who asks to a blank page. */
async function requireTexts(
  tx: OrgTx,
  articles: readonly { articleId: Id; version: number }[],
  issueOf: (version: ArticleVersion) => Issue = () => WITHOUT_TEXT,
): Promise<void> {
  const empty = await withoutText(tx, articles)
  if (empty.length === 0) return
  const issues = empty.map(issueOf)
  throw new AppError('invalid_request', issues.map(({ message }) => message).join(' '), { issues })
}

type Answering = Pick<Publish, 'articleId' | 'version'>

/** Lets versions answer, or nothing of an article; the caller has locked them, and asked what has to be asked. */
export async function letAnswer(
  tx: OrgTx,
  { memberId, apiKeyId }: ActorIds,
  articles: readonly Answering[],
): Promise<void> {
  const ids = articles.map(({ articleId }) => articleId)
  const versions = articles.map(({ version }) => version)
  const { rowCount } = await tx.query(KEEP, [tx.orgId, ids, versions, memberId, apiKeyId])
  if (rowCount !== versions.filter((version) => version !== null).length)
    throw new AppError('not_found', 'There is no such version of an article.')
  await indexArticles(tx, articles)
  await plantCalibration(tx)
  await tx.query(PUBLISH, [tx.orgId, ids, versions])
}

/**
 * It is found no more, and listed no more; its versions stay for what quoted them.
 *
 * @throws AppError `not_found`
 */
export async function deleteArticle(tx: OrgTx, articleId: Id): Promise<void> {
  await lockArticle(tx, articleId)
  await evaluateAfterTaking(tx, [articleId])
  await indexArticles(tx, [{ articleId, version: null }])
  await plantCalibration(tx)
  await leaveVariants(tx, articleId)
  await tx.query(DELETE, [tx.orgId, articleId])
}
