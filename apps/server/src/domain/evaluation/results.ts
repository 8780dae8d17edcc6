import type {
  CaseResult,
  Difference,
  Evaluation,
  Id,
  KnowledgeSince,
  PlayedGoal,
  PlayedTurn,
  SetupSince,
} from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { findEvaluation, type PlannedCase } from './evaluation.ts'
import { knowledgeSince } from './knowledge-since.ts'
import { findBefore, passedBefore } from './passed-before.ts'
import { getEvaluation } from './read.ts'
import { setupSince } from './setup-since.ts'

const PLAYS = statement(`
  select case_id as "caseId", nth, has_passed as "hasPassed", is_played as "isPlayed", turns, goal
  from evaluation_play
  where org_id = $1 and evaluation_id = $2 order by nth`)

export type Results = {
  evaluation: Evaluation
  before: Evaluation | null
  knowledge: KnowledgeSince
  setup: SetupSince
  results: CaseResult[]
}

type PlayRow = {
  caseId: Id
  nth: number
  hasPassed: boolean
  isPlayed: boolean
  turns: Buffer
  goal: Buffer | null
}

/**
 * What became of each case, and whether that differs from the last evaluation before of what was published
 * in which it was played: what fails now and did not comes first.
 *
 * @throws AppError `not_found`
 */
export async function readResults(tx: OrgTx, id: Id): Promise<Results> {
  const evaluation = await getEvaluation(tx, id)
  const { plan = [] } = (await findEvaluation(tx, id)) ?? {}
  const { rows } = await tx.query<PlayRow>(PLAYS, [tx.orgId, id])
  const earlier = await findBefore(tx, evaluation)
  const before = earlier[0] ? await getEvaluation(tx, earlier[0].id) : null
  const passed = await passedBefore(tx, earlier, plan)
  const results = plan.map((one) =>
    resultOf(one, {
      plays: rows.filter(({ caseId }) => caseId === one.id),
      wanted: evaluation.plays,
      passedBefore: passed.get(one.id),
    }),
  )
  const placeOf = ({ difference }: CaseResult) => ORDER.indexOf(difference)
  return {
    ...{ evaluation, before, knowledge: await knowledgeSince(tx, evaluation, before?.id ?? null) },
    setup: await setupSince(tx, evaluation.id, before?.id ?? null),
    results: results.sort((one, other) => placeOf(one) - placeOf(other)),
  }
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

type Known = { plays: readonly PlayRow[]; wanted: number; passedBefore: boolean | undefined }

function resultOf({ id, name }: PlannedCase, { plays, wanted, passedBefore }: Known): CaseResult {
  const passed = plays.filter(({ hasPassed }) => hasPassed).length
  // One play that fails decides; that it passes is known after the last one.
  const isFailing = plays.some(({ hasPassed, isPlayed }) => isPlayed && !hasPassed)
  const isDecided = isFailing || plays.length === wanted
  const isKnown = isFailing || plays.every(({ isPlayed }) => isPlayed)
  const decided = isKnown ? differenceOf(!isFailing, passedBefore) : 'not_played'
  return {
    ...{ caseId: id, name, passed, played: plays.length, passedBefore: passedBefore ?? null },
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
