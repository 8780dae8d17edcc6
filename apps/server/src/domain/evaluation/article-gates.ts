import type { ArticleAudience, ArticleGate, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { getArticle, getVersion } from '../article/article.ts'
import type { TriedArticle } from '../chunk/as-if-published.ts'
import { lockKnowledge } from '../knowledge/knowledge.ts'
import { knowledgeState } from './freeze-words.ts'
import { hashOfArticle } from './hash-words.ts'
import { type Gate, issueOf, lackOf, NOT_PLAYED, type Tried } from './lack-of.ts'
import { getEvaluation } from './read.ts'
import { refuseFor } from './require-passed.ts'

// An article answers in every inbox, so that every set has something to say about it.
const GATES = statement(`
  select s.id, s.name, s.revision, s.article_share_needed as "shareNeeded" from test_set s
  where s.org_id = $1 and s.article_share_needed is not null and exists (
    select 1 from test_case c where c.org_id = s.org_id and c.set_id = s.id)
  order by s.name, s.id`)
const TRIED = statement(`
  select id, passed, cases, knowledge, words, ${NOT_PLAYED} from evaluation e
  where org_id = $1 and set_id = $2 and set_revision = $3 and article_id = $4 and draft_hash = $5
    and status = 'done'
  order by id desc limit 1`)
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
  const gates = await readGates(tx)
  if (gates.length === 0) return
  // Of what is published at the same time, one was not tried beside the other.
  await lockKnowledge(tx)
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
  for (const { gate, lack, tried } of await judge(tx, await readGates(tx), { articleId, version, hash })) {
    const { rows } = await tx.query<{ id: Id }>(NEWEST, [tx.orgId, gate.id, articleId, hash])
    const shown = lack === null ? tried?.id : rows[0]?.id
    const { id: setId, name: setName, shareNeeded } = gate
    const evaluation = shown ? await getEvaluation(tx, shown) : null
    listed.push({ setId, setName, shareNeeded, lacks: lack, evaluation })
  }
  return listed
}

async function readGates(tx: OrgTx): Promise<Gate[]> {
  const { rows } = await tx.query<Gate>(GATES, [tx.orgId])
  return rows
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
    const values = [tx.orgId, gate.id, gate.revision, article.articleId, hash]
    const { rows } = await tx.query<Tried>(TRIED, values)
    const [tried] = rows
    judged.push({ gate, tried, lack: await lackOf(tx, gate, { tried, knowledge, draft: null }) })
  }
  return judged
}
