import type { AiSpent, Id, PlayedGoal, PlayedTurn } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { findEvaluation, isUnderWay, lockEvaluation, uprootEvaluation } from './evaluation.ts'

const START = statement(`
  update evaluation set status = 'running' where org_id = $1 and id = $2 and status = 'waiting'`)
const PLAYED = statement(`
  select case_id as "caseId", nth from evaluation_play where org_id = $1 and evaluation_id = $2`)
// Played by another process that was taken for dead: the first one counts.
const SAVE = statement(`
  insert into evaluation_play (org_id, evaluation_id, case_id, nth, has_passed, turns, steps,
    latency_ms, tokens,
    micro_usd, unknown, goal, is_played)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  on conflict (org_id, evaluation_id, case_id, nth) do nothing`)
const END = statement(`
  update evaluation e set status = $3, stopped_reason = $4, ended_at = now(), passed = (
    select count(*)::int from (
      select case_id from evaluation_play where org_id = $1 and evaluation_id = $2
      group by case_id having bool_and(has_passed) and count(*) = e.plays) c)
  where org_id = $1 and id = $2`)

export type Play = { caseId: Id; nth: number }

/** What is left to play, the first play of each case first. */
export async function startPlaying(tx: OrgTx, id: Id): Promise<Play[]> {
  await tx.query(START, [tx.orgId, id])
  const evaluation = await findEvaluation(tx, id)
  if (!evaluation || !isUnderWay(evaluation.status)) return []
  const { rows } = await tx.query<Play>(PLAYED, [tx.orgId, id])
  const played = new Set(rows.map(({ caseId, nth }) => `${caseId} ${nth}`))
  const all = Array.from({ length: evaluation.plays }, (_, nth) =>
    evaluation.plan.map(({ id: caseId }) => ({ caseId, nth })),
  )
  return all.flat().filter(({ caseId, nth }) => !played.has(`${caseId} ${nth}`))
}

export type Played = Play & {
  hasPassed: boolean
  turns: readonly PlayedTurn[]
  goal: PlayedGoal | null
  spent: AiSpent
}

/** Keeps what a play came to. Safe to repeat. */
export async function savePlay(tx: OrgTx, id: Id, played: Played): Promise<void> {
  const { caseId, nth, hasPassed, turns, goal, spent } = played
  const { steps, seconds, tokens, microUsd, unknown } = spent
  const cost = [steps, Math.round(seconds * 1_000), tokens, microUsd, unknown]
  const isPlayed = (goal?.notPlayed ?? null) === null
  const values = [tx.orgId, id, caseId, nth, hasPassed, encode(turns), ...cost]
  await tx.query(SAVE, [...values, goal && encode(goal), isPlayed])
}

/** Ends what is under way, with what was played until then; what has ended already stays as it is. */
export async function endEvaluation(
  tx: OrgTx,
  id: Id,
  end: { status: 'done' | 'cancelled' } | { status: 'stopped'; reason: string },
): Promise<void> {
  const evaluation = await lockEvaluation(tx, id)
  if (evaluation && isUnderWay(evaluation.status)) {
    const reason = end.status === 'stopped' ? end.reason.slice(0, 500) : null
    await tx.query(END, [tx.orgId, id, end.status, reason])
  }
  await uprootEvaluation(tx, id)
}
