import { AppError, type ArticleGate, type ArticleTry, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { findArticles, getVersions, inOrder, readArticles } from '../article/article.ts'
import type { TriedArticle } from '../chunk/as-if-published.ts'
import { TRIED } from './evaluation.ts'
import { knowledgeState } from './freeze-words.ts'
import { findTried, type Gate, gatesOfArticles, lockIfGated, setsWithoutGate } from './gate.ts'
import { hashOfArticles } from './hash-words.ts'
import { issueOf, lackOf } from './lack-of.ts'
import { getEvaluation } from './read.ts'
import { refuseFor } from './require-passed.ts'

const NEWEST = statement(`
  select e.id from evaluation e
  where e.org_id = $1 and e.set_id = $2 and ${TRIED.ids} = $3::uuid[] and e.draft_hash = $4
  order by e.id desc limit 1`)
const ANSWERING = statement(`
  select a.id from article a
  join article_version v on v.org_id = a.org_id and v.article_id = a.id and v.version = a.published_version
  where a.org_id = $1 and a.id = any ($2) and v.audience = 'public'`)

/**
 * Lets versions of articles answer that passed every set which asks for it: these words together, on the set,
 * the other articles and the instructions as they are. What answered once may come back: whoever goes back is
 * in a hurry. What contacts find neither before nor after asks no set.
 *
 * @throws AppError `conflict` which says of every set what is missing.
 */
export async function requireTried(tx: OrgTx, articles: readonly TriedArticle[]): Promise<void> {
  await lockIfGated(tx)
  const gates = await gatesOfArticles(tx)
  if (gates.length === 0) return
  const hash = await hashToTry(tx, articles)
  if (hash === null) return
  const judged = await judge(tx, gates, { articles, hash })
  refuseFor(judged.flatMap(({ lack, ...rest }) => (lack ? [issueOf({ lack, ...rest })] : [])))
}

/**
 * Whether versions of articles may answer now, those among them that do already included: they were tried
 * together, and all of them are there as they were then.
 */
export async function areTried(tx: OrgTx, articles: readonly TriedArticle[]): Promise<boolean> {
  await lockIfGated(tx)
  const gates = await gatesOfArticles(tx)
  if (gates.length === 0) return true
  const there = await findArticles(tx, idsOf(articles))
  if (there.length < articles.length) return false
  const hash = await hashToTry(tx, articles)
  if (hash === null) return true
  return (await judge(tx, gates, { articles, hash })).every(({ lack }) => lack === null)
}

/**
 * What publishing the newest versions of articles together asks for, set by set; none where it asks for
 * nothing.
 *
 * @throws AppError `not_found`
 */
export async function listArticleGates(tx: OrgTx, articleIds: readonly Id[]): Promise<ArticleGate[]> {
  const words = await newestWords(tx, await readArticles(tx, inOrder(articleIds)))
  return words === null ? [] : triesOf(tx, await gatesOfArticles(tx), words)
}

/**
 * The same, with the other sets on which they can be tried: where none has to pass, a member who wants to
 * know what they change has to be able to ask.
 *
 * @throws AppError `not_found`
 */
export async function listGatesTogether(
  tx: OrgTx,
  articleIds: readonly Id[],
): Promise<{ gates: ArticleGate[]; others: ArticleTry[] }> {
  const [guarding, free] = [await gatesOfArticles(tx), await setsWithoutGate(tx)]
  const states = await readArticles(tx, inOrder(articleIds))
  // All the words of what may be thousands of pages are read only where something is to be compared.
  const words = guarding.length + free.length > 0 ? await newestWords(tx, states) : null
  if (words === null) return { gates: [], others: [] }
  const others = await triesOf(tx, free, words)
  return {
    gates: await triesOf(tx, guarding, words),
    others: others.map(({ shareNeeded: _, ...one }) => one),
  }
}

/** Null: none of them has to be tried. */
async function newestWords(
  tx: OrgTx,
  states: Awaited<ReturnType<typeof readArticles>>,
): Promise<ToTry | null> {
  const articles = states.map(({ id: articleId, version }) => ({ articleId, version }))
  const hash = await hashToTry(tx, articles)
  return hash === null ? null : { articles, hash }
}

async function triesOf(tx: OrgTx, sets: readonly Gate[], words: ToTry): Promise<ArticleGate[]> {
  const listed: ArticleGate[] = []
  for (const { gate, lack, tried } of await judge(tx, sets, words)) {
    const { id: setId, name: setName, shareNeeded } = gate
    const { rows } = await tx.query<{ id: Id }>(NEWEST, [
      ...[tx.orgId, setId, idsOf(words.articles), words.hash],
    ])
    const shown = lack === null ? tried?.id : rows[0]?.id
    const evaluation = shown ? await getEvaluation(tx, shown) : null
    listed.push({ setId, setName, shareNeeded, lacks: lack, evaluation })
  }
  return listed
}

function idsOf(articles: readonly TriedArticle[]): Id[] {
  return inOrder(articles.map(({ articleId }) => articleId))
}

/** Of the words that have to be tried before they answer; null: none of them has to be. */
async function hashToTry(tx: OrgTx, articles: readonly TriedArticle[]): Promise<string | null> {
  const versions = await getVersions(tx, articles)
  if (versions.length < articles.length)
    throw new AppError('not_found', 'There is no such version of an article.')
  const { rows } = await tx.query<{ id: Id }>(ANSWERING, [tx.orgId, idsOf(articles)])
  const isAsked = versions.some(
    ({ articleId, audience, firstPublishedAt }) =>
      firstPublishedAt === null && (audience === 'public' || rows.some(({ id }) => id === articleId)),
  )
  return isAsked ? hashOfArticles(versions) : null
}

type ToTry = { articles: readonly TriedArticle[]; hash: string }

async function judge(tx: OrgTx, gates: readonly Gate[], { articles, hash }: ToTry) {
  const knowledge = await knowledgeState(tx, articles)
  const articleIds = idsOf(articles)
  const judged = []
  for (const gate of gates) {
    const tried = await findTried(tx, gate, { draft: null, articleIds, hash })
    judged.push({ gate, tried, lack: await lackOf(tx, gate, { tried, knowledge, draft: null }) })
  }
  return judged
}
