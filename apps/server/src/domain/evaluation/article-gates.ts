import type { ArticleAudience, ArticleGate, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { getArticle, getVersion } from '../article/article.ts'
import type { TriedArticle } from '../chunk/as-if-published.ts'
import { knowledgeState } from './freeze-words.ts'
import { findTried, type Gate, gatesOfArticles, lockIfGated } from './gate.ts'
import { hashOfArticle } from './hash-words.ts'
import { issueOf, lackOf } from './lack-of.ts'
import { getEvaluation } from './read.ts'
import { refuseFor } from './require-passed.ts'

const NEWEST = statement(`
  select id from evaluation where org_id = $1 and set_id = $2 and article_id = $3 and draft_hash = $4
  order by id desc limit 1`)
const ANSWERING = statement(`
  select v.audience from article a
  join article_version v on v.org_id = a.org_id and v.article_id = a.id and v.version = a.published_version
  where a.org_id = $1 and a.id = $2`)

/**
 * Lets versions of articles answer that passed every set which asks for it: these words, on the set, the
 * other articles and the instructions as they are. What answered once may come back: whoever goes back is in
 * a hurry. What contacts find neither before nor after asks no set.
 *
 * @throws AppError `conflict` which says of every set what is missing.
 */
export async function requireTried(tx: OrgTx, articles: readonly TriedArticle[]): Promise<void> {
  await lockIfGated(tx)
  const gates = await gatesOfArticles(tx)
  if (gates.length === 0) return
  for (const article of articles) {
    const hash = await hashToTry(tx, article)
    if (hash === null) continue
    const judged = await judge(tx, gates, { ...article, hash, beside: articles })
    refuseFor(judged.flatMap(({ lack, ...rest }) => (lack ? [issueOf({ lack, ...rest })] : [])))
  }
}

/**
 * What publishing the newest version of an article asks for, set by set; none where it asks for nothing.
 *
 * @throws AppError `not_found`
 */
export async function listArticleGates(tx: OrgTx, articleId: Id): Promise<ArticleGate[]> {
  const { version } = await getArticle(tx, articleId)
  const hash = await hashToTry(tx, { articleId, version })
  if (hash === null) return []
  const listed: ArticleGate[] = []
  for (const { gate, lack, tried } of await judge(tx, await gatesOfArticles(tx), {
    articleId,
    version,
    hash,
  })) {
    const { rows } = await tx.query<{ id: Id }>(NEWEST, [tx.orgId, gate.id, articleId, hash])
    const shown = lack === null ? tried?.id : rows[0]?.id
    const { id: setId, name: setName, shareNeeded } = gate
    const evaluation = shown ? await getEvaluation(tx, shown) : null
    listed.push({ setId, setName, shareNeeded, lacks: lack, evaluation })
  }
  return listed
}

/** Of the words that have to be tried before they answer; null: they need not be. */
async function hashToTry(tx: OrgTx, { articleId, version }: TriedArticle): Promise<string | null> {
  const words = await getVersion(tx, articleId, version)
  if (words.firstPublishedAt !== null) return null
  const { rows } = await tx.query<{ audience: ArticleAudience }>(ANSWERING, [tx.orgId, articleId])
  const isSeen = words.audience === 'public' || rows[0]?.audience === 'public'
  return isSeen ? hashOfArticle(words) : null
}

type ToTry = TriedArticle & {
  hash: string
  /** All that is to answer at once. */
  beside?: readonly TriedArticle[]
}

async function judge(tx: OrgTx, gates: readonly Gate[], { hash, beside, ...article }: ToTry) {
  const knowledge = await knowledgeState(tx, beside ?? [article])
  const judged = []
  for (const gate of gates) {
    const tried = await findTried(tx, gate, { draft: null, articleId: article.articleId, hash })
    judged.push({ gate, tried, lack: await lackOf(tx, gate, { tried, knowledge, draft: null }) })
  }
  return judged
}
