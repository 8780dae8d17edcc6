import type { CaseResult, Difference, Evaluation, Id, PlayedGoal, PlayedTurn } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { findEvaluation, type PlannedCase } from './evaluation.ts'
import { getEvaluation } from './read.ts'

const PLAYS = statement(`
  select case_id as "caseId", nth, has_passed as "hasPassed", is_played as "isPlayed", turns, goal
  from evaluation_play
  where org_id = $1 and evaluation_id = $2 order by nth`)
// Only one that was played to its end says of every case whether it passed. What was only tried since is no
// measure for what is tried now, unless there is nothing else.
const BEFORE = statement(`
  select id, draft is null and article_id is null as "isHeld" from evaluation
  where org_id = $1 and set_id = $2 and id < $3 and status = 'done'
  order by draft is null and article_id is null desc, id desc limit 1`)
// What was not played, and did not fail besides, neither passed nor failed.
const PASSED = statement(`
  select case_id as "caseId", bool_and(has_passed) as "hasPassed" from evaluation_play
  where org_id = $1 and evaluation_id = $2 group by case_id
  having bool_and(is_played) or bool_or(is_played and not has_passed)`)

export type Results = { evaluation: Evaluation; before: Evaluation | null; results: CaseResult[] }
type PlayRow = {
  caseId: Id
  nth: number
  hasPassed: boolean
  isPlayed: boolean
  turns: Buffer
  goal: Buffer | null
}

/**
 * What became of each case, and whether that differs from the last evaluation before of what was published:
 * what fails now and did not comes first.
 *
 * @throws AppError `not_found`
 */
export async function readResults(tx: OrgTx, id: Id): Promise<Results> {
  const evaluation = await getEvaluation(tx, id)
  const { plan = [] } = (await findEvaluation(tx, id)) ?? {}
  const { rows } = await tx.query<PlayRow>(PLAYS, [tx.orgId, id])
  const before = await evaluationBefore(tx, evaluation)
  const passedBefore = await passedIn(tx, before?.id ?? null)
  const results = plan.map((one) =>
    resultOf(one, {
      plays: rows.filter(({ caseId }) => caseId === one.id),
      wanted: evaluation.plays,
      passedBefore: passedBefore.get(one.id),
    }),
  )
  const placeOf = ({ difference }: CaseResult) => ORDER.indexOf(difference)
  return { evaluation, before, results: results.sort((one, other) => placeOf(one) - placeOf(other)) }
}

const ORDER: readonly Difference[] = [
  'newly_failing',
  'failing',
  'not_played',
  'newly_passing',
  'added',
  'passing',
  'pending',
]

async function evaluationBefore(tx: OrgTx, evaluation: Evaluation): Promise<Evaluation | null> {
  const before = await findBefore(tx, evaluation)
  return before ? getEvaluation(tx, before.id) : null
}

type OfSet = Pick<Evaluation, 'setId' | 'id'>

async function findBefore(tx: OrgTx, { setId, id }: OfSet): Promise<{ id: Id; isHeld: boolean } | undefined> {
  const { rows } = await tx.query<{ id: Id; isHeld: boolean }>(BEFORE, [tx.orgId, setId, id])
  return rows[0]
}

/** The last one before that tried what was published; null: there is none. */
export async function heldBefore(tx: OrgTx, evaluation: OfSet): Promise<Id | null> {
  const before = await findBefore(tx, evaluation)
  return before?.isHeld ? before.id : null
}

/** Of each case whether all of its plays passed; of none where there is no evaluation. */
export async function passedIn(tx: OrgTx, id: Id | null): Promise<Map<Id, boolean>> {
  const { rows } = await tx.query<{ caseId: Id; hasPassed: boolean }>(PASSED, [tx.orgId, id])
  return new Map(rows.map(({ caseId, hasPassed }) => [caseId, hasPassed]))
}

type Known = { plays: readonly PlayRow[]; wanted: number; passedBefore: boolean | undefined }

function resultOf({ id, name }: PlannedCase, { plays, wanted, passedBefore }: Known): CaseResult {
  const passed = plays.filter(({ hasPassed }) => hasPassed).length
  // One play that fails decides; that it passes is known after the last one.
  const isFailing = plays.some(({ hasPassed, isPlayed }) => isPlayed && !hasPassed)
  const isDecided = isFailing || plays.length === wanted
  const isKnown = isFailing || plays.every(({ isPlayed }) => isPlayed)
  const decided = isKnown ? differenceOf(!isFailing, passedBefore) : 'not_played'
  return {
    ...{ caseId: id, name, passed, played: plays.length },
    difference: isDecided ? decided : 'pending',
    plays: plays.map(({ nth, hasPassed, turns, goal }) => ({
      ...{ nth, hasPassed, turns: decode<PlayedTurn[]>(turns) },
      goal: decodeOrNull<PlayedGoal>(goal),
    })),
  }
}

function differenceOf(isPassing: boolean, passedBefore: boolean | undefined): Difference {
  if (passedBefore === undefined) return isPassing ? 'added' : 'failing'
  if (isPassing) return passedBefore ? 'passing' : 'newly_passing'
  return passedBefore ? 'newly_failing' : 'failing'
}
