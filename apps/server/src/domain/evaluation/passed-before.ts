import { isDeepStrictEqual } from 'node:util'
import type { Evaluation, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { getVersion } from '../article/article.ts'
import type { PlannedCase } from './evaluation.ts'
import { hashOfArticle } from './hash-words.ts'

/** What was played in none of so many is as good as new. */
const LOOKED_AT = 10

// Only one that was played to its end says of every case whether it passed. What was only tried since is no
// measure for what is tried now, unless there is nothing else. An article that was tried and then published is what
// was published from then on.
const BEFORE = statement(`
  select e.id, e.draft is null and (
      e.article_id is null or coalesce(v.first_published_at > e.created_at, false)) as "isHeld",
    e.draft_hash as hash, e.article_id as "articleId", e.article_version as version
  from evaluation e
  left join article_version v
    on v.org_id = e.org_id and v.article_id = e.article_id and v.version = e.article_version
  where e.org_id = $1 and e.set_id = $2 and e.id < $3 and e.status = 'done'
  order by 2 desc, e.id desc limit ${LOOKED_AT}`)
// What was not played, and did not fail besides, neither passed nor failed.
const PASSED = statement(`
  select case_id as "caseId", bool_and(has_passed) as "hasPassed" from evaluation_play
  where org_id = $1 and evaluation_id = $2 group by case_id
  having bool_and(is_played) or bool_or(is_played and not has_passed)`)
const PLAN = statement('select plan from evaluation where org_id = $1 and id = $2')

/** The newest first. */
export type Before = { id: Id; isHeld: boolean }[]

type Row = Before[number] & { hash: string | null; articleId: Id | null; version: number }

/** The last evaluations before that tried what was published, then or soon; where there is none, the last one. */
export async function findBefore(
  tx: OrgTx,
  { setId, id }: Pick<Evaluation, 'setId' | 'id'>,
): Promise<Before> {
  const { rows } = await tx.query<Row>(BEFORE, [tx.orgId, setId, id])
  const before: Before = []
  for (const row of rows) before.push({ id: row.id, isHeld: row.isHeld && (await isAsTried(tx, row)) })
  const held = before.filter(({ isHeld }) => isHeld)
  return held.length > 0 ? held : before.slice(0, 1)
}

/** Whether the words that were tried are those that were published; of no article there are none to compare. */
async function isAsTried(tx: OrgTx, { articleId, version, hash }: Row): Promise<boolean> {
  return articleId === null || hashOfArticle(await getVersion(tx, articleId, version)) === hash
}

/**
 * Of each case whether it passed when it was last played before, in the words that it has now: one that was
 * not played passed nothing, and one that expects something else is another.
 */
export async function passedBefore(
  tx: OrgTx,
  before: Before,
  plan: readonly PlannedCase[],
): Promise<Map<Id, boolean>> {
  const known = new Map<Id, boolean>()
  let left = plan
  for (const { id } of before) {
    const passed = await passedIn(tx, id)
    if (!left.some((one) => passed.has(one.id))) continue
    const were = new Map((await planOf(tx, id)).map((one) => [one.id, one]))
    for (const one of left) {
      const hasPassed = passed.get(one.id)
      if (hasPassed !== undefined && isSame(one, were.get(one.id))) known.set(one.id, hasPassed)
    }
    left = left.filter((one) => !known.has(one.id))
  }
  return known
}

/** Of each case whether all of its plays passed. */
export async function passedIn(tx: OrgTx, id: Id): Promise<Map<Id, boolean>> {
  const { rows } = await tx.query<{ caseId: Id; hasPassed: boolean }>(PASSED, [tx.orgId, id])
  return new Map(rows.map(({ caseId, hasPassed }) => [caseId, hasPassed]))
}

async function planOf(tx: OrgTx, id: Id): Promise<PlannedCase[]> {
  const { rows } = await tx.query<{ plan: Buffer }>(PLAN, [tx.orgId, id])
  return rows[0] ? decode<PlannedCase[]>(rows[0].plan) : []
}

/** A case of no inbox is played in that whose draft is tried, and is the same. */
function isSame(now: PlannedCase, then: PlannedCase | undefined): boolean {
  if (!then) return false
  const isElsewhere = now.inboxId !== null && then.inboxId !== null && now.inboxId !== then.inboxId
  return !isElsewhere && isDeepStrictEqual(wordsOf(now), wordsOf(then))
}

function wordsOf({ language, standIns = [], turns, goal }: PlannedCase) {
  return { language, standIns, turns, goal: goal ?? null }
}
