import type { Estimate, Id, TestCase } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { casesOf, getSet } from '../test-set/test-set.ts'

// By what the plays of the last evaluations of this set came to, with a goal and without; where a cost is not
// known, none is guessed.
const LATELY = statement(`
  select goal is not null as "hasGoal", avg(steps)::float8 as calls, avg(micro_usd)::float8 as "microUsd",
    sum(unknown)::int as unknown
  from evaluation_play where org_id = $1 and is_played and evaluation_id in (
    select id from evaluation where org_id = $1 and set_id = $2 order by id desc limit 3)
  group by 1`)
// Without one: by what an answer to a contact came to this week.
const ANSWERS = statement(`
  select avg(calls)::float8 as calls, avg("microUsd")::float8 as "microUsd",
    sum(unknown)::int as unknown from (
    select count(*) as calls, sum(micro_usd) as "microUsd",
      count(*) filter (where micro_usd is null) as unknown
    from ai_call where org_id = $1 and message_id is not null and created_at > now() - interval '7 days'
    group by message_id order by min(id::text) desc limit 500) a`)

type Spent = { calls: number | null; microUsd: number | null; unknown: number | null }
type Cost = Pick<Estimate, 'calls' | 'microUsd'>

type Kind = { hasGoal: boolean; plays: number; answers: number; playing: number }

const NOBODY_KNOWS: Spent = { calls: null, microUsd: null, unknown: null }

/** What it may come to if the set were tried now. @throws AppError `not_found` */
export async function estimateEvaluation(tx: OrgTx, setId: Id): Promise<Estimate> {
  const { plays } = await getSet(tx, setId)
  const cases = await casesOf(tx, setId)
  const { rows: lately } = await tx.query<Spent & { hasGoal: boolean }>(LATELY, [tx.orgId, setId])
  const { rows } = await tx.query<Spent>(ANSWERS, [tx.orgId])
  const kinds = [false, true].map((hasGoal) => kindOf(cases, { hasGoal, plays })).filter(isAny)
  const costs = kinds.map((kind) => {
    const known = lately.find(({ hasGoal }) => hasGoal === kind.hasGoal)
    return known ? times(known, kind.plays) : byAnswers(rows[0] ?? NOBODY_KNOWS, kind)
  })
  return {
    cases: cases.length,
    answers: kinds.reduce((sum, { answers }) => sum + answers, 0),
    playing: kinds.reduce((sum, { playing }) => sum + playing, 0),
    calls: sumKnown(costs.map(({ calls }) => calls)),
    microUsd: sumKnown(costs.map(({ microUsd }) => microUsd)),
  }
}

/** All cases of a kind, each played so often. */
function kindOf(cases: readonly TestCase[], { hasGoal, plays }: Pick<Kind, 'hasGoal' | 'plays'>): Kind {
  const own = cases.filter(({ goal }) => Boolean(goal) === hasGoal)
  const sumOf = (of: (one: TestCase) => number) => plays * own.reduce((sum, one) => sum + of(one), 0)
  return { hasGoal, plays: sumOf(() => 1), answers: sumOf(answersOf), playing: sumOf(playingOf) }
}

function isAny({ plays }: Kind): boolean {
  return plays > 0
}

function answersOf({ turns, goal }: TestCase): number {
  return goal ? goal.turnsMax : turns.length
}

/** Each message of the contact that is not given, their last word, and the judgement. */
function playingOf({ goal }: TestCase): number {
  return goal ? goal.turnsMax + (goal.begins.length > 0 ? 1 : 2) : 0
}

/** What plays a contact asks for as much as another call does. */
function byAnswers(answer: Spent, { answers, playing }: Kind): Cost {
  const { calls, microUsd, unknown } = answer
  if (calls === null) return times(answer, answers)
  const perCall = microUsd === null ? null : microUsd / calls
  return times({ calls: 1, microUsd: perCall, unknown }, calls * answers + playing)
}

function times({ calls, microUsd, unknown }: Spent, count: number): Cost {
  const isKnown = microUsd !== null && unknown === 0
  return {
    calls: calls === null ? null : Math.ceil(calls * count),
    microUsd: isKnown ? Math.ceil(microUsd * count) : null,
  }
}

function sumKnown(parts: readonly (number | null)[]): number | null {
  return parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0)
}
