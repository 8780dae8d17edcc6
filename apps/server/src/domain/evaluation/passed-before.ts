import { isDeepStrictEqual } from 'node:util'
import type { Evaluation, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { getVersions } from '../article/article.ts'
import { type PlannedCase, TRIED } from './evaluation.ts'
import { hashOfArticles } from './hash-words.ts'

/** What was played in none of so many is as good as new. */
const LOOKED_AT = 10

// Only one that was played to its end says of every case whether it passed. What was only tried since is no
// measure for what is tried now, unless there is nothing else. Articles that were tried and then published
// are what was published from then on.
const BEFORE = statement(`
  select e.id, e.draft_hash as hash, ${TRIED.ids} as ids, ${TRIED.versions} as versions,
    e.draft is null and not exists (
      select 1 from unnest(${TRIED.ids}, ${TRIED.versions}) as t (article_id, version)
      join article_version v
        on v.org_id = $1 and v.article_id = t.article_id and v.version = t.version
      where v.first_published_at is null or v.first_published_at <= e.created_at) as "isHeld"
  from evaluation e
  where e.org_id = $1 and e.set_id = $2 and e.id < $3 and e.status = 'done'
  order by "isHeld" desc, e.id desc limit ${LOOKED_AT}`)
// What was not played, and did not fail besides, neither passed nor failed.
const PASSED = statement(`
  select case_id as "caseId", bool_and(has_passed) as "hasPassed" from evaluation_play
  where org_id = $1 and evaluation_id = $2 group by case_id
  having bool_and(is_played) or bool_or(is_played and not has_passed)`)
const PLAN = statement('select plan from evaluation where org_id = $1 and id = $2')

/** The newest first. */
export type Before = { id: Id; isHeld: boolean }[]

type Row = Before[number] & { hash: string | null; ids: Id[]; versions: number[] }

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
async function isAsTried(tx: OrgTx, { ids, versions, hash }: Row): Promise<boolean> {
  if (ids.length === 0) return true
  const tried = ids.map((articleId, at) => ({ articleId, version: versions[at] ?? 0 }))
  return hashOfArticles(await getVersions(tx, tried)) === hash
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
