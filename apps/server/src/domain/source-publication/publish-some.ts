import type { Id, SourcePublication } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { type ArticleState, lockThose } from '../article/article.ts'
import { letAnswer, withoutText } from '../article/publish.ts'
import { areTried } from '../evaluation/article-gates.ts'
import { endPublication } from './end.ts'
import type { WaitingArticle } from './waiting.ts'

/** So many in a transaction, and so long ones: whoever wants to publish besides waits no longer than that. */
const AT_ONCE = 50
const BYTES_AT_ONCE = 1_000_000

const LOCK = statement(`
  select member_id as "memberId", api_key_id as "apiKeyId" from source_publication
  where org_id = $1 and id = $2 and status = 'running' for update`)
const ALL = statement(`
  select p.nth, p.article_id as "articleId", p.version, p.revision, p.outcome,
    coalesce(octet_length(v.body), 0) as bytes
  from source_publication_article p
  left join article_version v
    on v.org_id = p.org_id and v.article_id = p.article_id and v.version = p.version
  where p.org_id = $1 and p.publication_id = $2 order by p.nth`)
const SETTLE = statement(`
  update source_publication_article p set outcome = t.outcome
  from unnest($3::int[], $4::text[]) as t (nth, outcome)
  where p.org_id = $1 and p.publication_id = $2 and p.nth = t.nth`)
const COUNT = statement(`
  update source_publication set published = published + $3, rewritten = rewritten + $4, empty = empty + $5,
    gone = gone + $6
  where org_id = $1 and id = $2`)

type Outcome = keyof SourcePublication['counts']
type Kept = WaitingArticle & { nth: number; outcome: Outcome | null }

/**
 * Publishes some of what is left of a publication, or ends it. What is not as it was when somebody asked for
 * it stays as it is. Where test sets ask, all of it has to be as it was tried, each time: a part of it was
 * never tried.
 *
 * @returns whether there is more to do
 */
export async function publishSome(tx: OrgTx, id: Id): Promise<boolean> {
  const { rows: running } = await tx.query<ActorIds>(LOCK, [tx.orgId, id])
  if (!running[0]) return false
  const { rows: all } = await tx.query<Kept>(ALL, [tx.orgId, id])
  const next = someOf(all.filter(({ outcome }) => outcome === null))
  if (next.length === 0) {
    await endPublication(tx, id, { status: 'done' })
    return false
  }
  const outcomes = await judge(tx, next)
  if (!(await areTried(tx, all))) {
    await endPublication(tx, id, { status: 'stopped', reason: 'gate' })
    return false
  }
  await letAnswer(
    tx,
    running[0],
    next.filter((_, at) => outcomes[at] === 'published'),
  )
  await settle(tx, id, { places: next.map(({ nth }) => nth), outcomes })
  return true
}

/** The first of them, one at least. */
function someOf(left: readonly Kept[]): Kept[] {
  let bytes = 0
  return left.slice(0, AT_ONCE).filter((one, at) => {
    bytes += one.bytes
    return at === 0 || bytes <= BYTES_AT_ONCE
  })
}

/** What is to become of each; until the commit nobody changes them. */
async function judge(tx: OrgTx, next: readonly WaitingArticle[]): Promise<Outcome[]> {
  const states = await lockThose(
    tx,
    next.map(({ articleId }) => articleId),
  )
  const byId = new Map(states.map((state) => [state.id, state]))
  const same = next.filter(({ articleId, revision }) => byId.get(articleId)?.revision === revision)
  const empty = new Set((await withoutText(tx, same)).map(({ articleId }) => articleId))
  return next.map(({ articleId, revision }) => {
    const state = byId.get(articleId)
    if (state?.revision !== revision) return overtakenBy(state)
    return empty.has(articleId) ? 'empty' : 'published'
  })
}

/** It was deleted, or nothing of it waits any more because somebody else published it; or it waits in other words. */
function overtakenBy(state: ArticleState | undefined): Outcome {
  return state === undefined || state.version === state.publishedVersion ? 'gone' : 'rewritten'
}

type Settled = { places: readonly number[]; outcomes: readonly Outcome[] }

async function settle(tx: OrgTx, id: Id, { places, outcomes }: Settled): Promise<void> {
  await tx.query(SETTLE, [tx.orgId, id, places, outcomes])
  const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length
  const counts = [count('published'), count('rewritten'), count('empty'), count('gone')]
  await tx.query(COUNT, [tx.orgId, id, ...counts])
}
