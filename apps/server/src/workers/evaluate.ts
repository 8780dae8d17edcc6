import { hasPassed } from '@hilo/ai'
import type { Id } from '@hilo/protocol'
import type { AnswerContext } from '../answers/open-work.ts'
import { playTest } from '../answers/play-test.ts'
import { isRetryable } from '../db/connection.ts'
import { sumReplies } from '../domain/ai-call/sum.ts'
import { type AnswersChange, settleAnswers } from '../domain/alarm/settle-answers.ts'
import type { PlacedVersion, TriedArticle } from '../domain/chunk/as-if-published.ts'
import {
  findEvaluation,
  isUnderWay,
  type PlannedEvaluation,
  statusOf,
} from '../domain/evaluation/evaluation.ts'
import { isAsBegun } from '../domain/evaluation/is-as-begun.ts'
import { endEvaluation, type Play, savePlay, startPlaying } from '../domain/evaluation/play.ts'
import { type ClaimedJob, waitJob } from '../domain/job/claim.ts'
import { placeVersion } from '../models/place-version.ts'
import { type BetweenRounds, openBetweenRounds } from './between-rounds.ts'
import type { WorkerContext } from './context.ts'
import { persist } from './persist.ts'

/** So long one play follows the other, before the job is put back. */
const ROUND_MS = 10_000
/** How often it is looked whether somebody cancelled it. */
const LOOK_MS = 1_000
/** So many plays of one evaluation are under way; contacts wait for the same models. */
const AT_ONCE = 2
/** After so many plays in a row that no provider served the others would tell as little, each after its wait. */
const UNSERVED_MAX = 10
/** So long what was placed waits for the next round. */
const LEFT_MS = 60_000

type Round = {
  context: WorkerContext
  answers: AnswerContext
  orgId: Id
  evaluation: PlannedEvaluation
  /** Whose words are tried, and where they stand. */
  articles: readonly TriedArticle[]
  held: Held
  /** Ends when the evaluation does. */
  signal: AbortSignal
}

/** Plays evaluations; each as its job is claimed. */
export type Evaluator = {
  evaluate(claimed: ClaimedJob, evaluationId: Id): Promise<void>
  /** What is being played is left to the next start. */
  stop(): void
}

export function createEvaluator(context: WorkerContext, models: AnswerContext['models']): Evaluator {
  const stopping = new AbortController()
  const answers = { db: context.db, log: context.log, models }
  const desk = { context, answers, stopping: stopping.signal, between: openBetweenRounds<Held>(LEFT_MS) }
  return {
    evaluate: (claimed, id) => evaluate(desk, { claimed, id }),
    stop: () => stopping.abort(),
  }
}

/** Of each article that is tried. */
type Placed = readonly (PlacedVersion | null)[]
type Desk = {
  context: WorkerContext
  answers: AnswerContext
  stopping: AbortSignal
  /** Of the evaluations under way. */
  between: BetweenRounds<Held>
}

/**
 * Goes on with an evaluation. What was played is in the database, so another process goes on where this one
 * died; what was being played then is played again. Without a budget nothing can be said about answers, so it
 * stops.
 */
async function evaluate(desk: Desk, { claimed, id }: { claimed: ClaimedJob; id: Id }): Promise<void> {
  const { context, stopping, between } = desk
  const { db, bus, log } = context
  const { orgId } = claimed
  const end = async (how: Parameters<typeof endEvaluation>[2]) => {
    const change = await persist(() =>
      db.withOrg(orgId, async (tx) => {
        await endEvaluation(tx, id, how)
        return settleAnswers(tx, id)
      }),
    )
    if (change) tellAnswers(context, orgId, change)
  }
  const watch = watchEnd(context, orgId, id)
  // Taken: where the job is not put back, it is let go.
  const held = between.take(id) ?? { placed: undefined, unserved: 0 }
  const putBack = async (inMs: number) => {
    between.leave(id, held)
    await persist(() => waitJob(db, claimed, inMs))
  }
  try {
    const left = await persist(() => db.withOrg(orgId, (tx) => startPlaying(tx, id)))
    const evaluation = await persist(() => db.withOrg(orgId, (tx) => findEvaluation(tx, id)))
    if (!evaluation) return end({ status: 'cancelled' })
    const signal = AbortSignal.any([watch.signal, stopping])
    const problem = await playRound(desk, { orgId, evaluation, signal, held }, left)
    if (stopping.aborted) return
    if (problem !== null) await end({ status: 'stopped', reason: problem })
    else if (left.length === 0) await end({ status: 'done' })
    else await putBack(0)
  } catch (error) {
    log.warn({ orgId, evaluationId: id, error: String(error) }, 'an evaluation could not go on')
    if (stopping.aborted) return
    if (isRetryable(error)) return putBack(LOOK_MS)
    await end({ status: 'stopped', reason: 'The server could not go on; its log says why.' })
  } finally {
    watch.stop()
    bus.publish({ type: 'evaluations', orgId })
  }
}

function tellAnswers({ executionLog, bus }: WorkerContext, orgId: Id, change: AnswersChange): void {
  const { setId, setName, evaluationId, caseIds, isRaised } = change
  const text = isRaised
    ? `AI's answers are worse: of the test set "${setName}" ${caseIds.length} passed before and now fail.`
    : `Over: AI's answers are worse by the test set "${setName}".`
  executionLog.write(orgId, {
    ...{ source: 'system', severity: isRaised ? 'warn' : 'info', text },
    kind: isRaised ? 'alarm.raised' : 'alarm.ended',
    data: { alarm: 'answers_worse', setId, evaluationId },
  })
  bus.publish({ type: 'alarms', orgId })
}

/** What one round leaves to the next. */
type Held = {
  /** Where the words of articles stand; undefined: they are not placed yet. */
  placed: Placed | undefined
  /** The plays in a row, up to the last, that no provider served. */
  unserved: number
}

/** @returns why it has to stop */
async function playRound(
  { context, answers }: Desk,
  { held, ...round }: Pick<Round, 'orgId' | 'evaluation' | 'signal'> & { held: Held },
  left: Play[],
): Promise<string | null> {
  const { orgId, evaluation, signal } = round
  if (held.placed === undefined) {
    const placed: (PlacedVersion | null)[] = []
    for (const tried of evaluation.articles) {
      const end = await placeVersion(answers, { orgId, tried }, signal)
      if (end.type === 'failed')
        return signal.aborted ? null : `An article could not be placed: ${end.reason}`
      placed.push(end.placed)
    }
    held.placed = placed
  }
  const { placed } = held
  const articles = evaluation.articles.map((tried, at) => ({ ...tried, placed: placed[at] ?? null }))
  return playAll({ ...round, context, answers, articles, held }, left)
}

/** Takes plays from the list until it is empty or the round is over. @returns why it has to stop */
async function playAll(round: Round, left: Play[]): Promise<string | null> {
  const until = Date.now() + ROUND_MS
  let problem: string | null = null
  const work = async () => {
    while (problem === null && Date.now() < until && !round.signal.aborted) {
      const play = left.shift()
      if (!play) return
      problem = (await playOnce(round, play)) ?? problem
      round.context.bus.publish({ type: 'evaluations', orgId: round.orgId })
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work))
  const failed = ends.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return problem
}

/** @returns why the whole has to stop; null: it goes on */
async function playOnce(round: Round, { caseId, nth }: Play): Promise<string | null> {
  const { context, answers: answering, orgId, evaluation, articles, held, signal } = round
  const { db } = context
  const test = evaluation.plan.find(({ id }) => id === caseId)
  if (!test) throw new Error('A play is of a case that is not planned.')
  const instructions = evaluation.words?.[test.inboxId ?? 'org']
  if (!instructions) return 'It was begun by an older Hilo: begin it again.'
  const asked = { orgId, test, nth, instructions, articles }
  const { turns, goal, messageIds, overBudget, unserved } = await playTest(answering, asked, signal)
  // What was given up says nothing.
  if (signal.aborted) return null
  if (overBudget !== null) return overBudget
  const spent = await db.withOrg(orgId, (tx) => sumReplies(tx, messageIds))
  const played = { caseId, nth, hasPassed: hasPassed(turns, goal), turns, goal, spent }
  const isTold = await persist(() =>
    db.withOrg(orgId, async (tx) => {
      if (!(await isAsBegun(tx, evaluation))) return false
      await savePlay(tx, evaluation.id, played)
      return true
    }),
  )
  if (!isTold) return 'What is tried was changed or published meanwhile: try it again as it is now.'
  held.unserved = unserved === null ? 0 : held.unserved + 1
  return held.unserved < UNSERVED_MAX
    ? null
    : `No provider served the last ${UNSERVED_MAX} plays: ${unserved} See AI providers, then evaluate again.`
}

/** Ends what is being played once somebody cancels the evaluation. */
function watchEnd({ db }: WorkerContext, orgId: Id, id: Id): { signal: AbortSignal; stop(): void } {
  const ended = new AbortController()
  const look = () =>
    db
      .withOrg(orgId, (tx) => statusOf(tx, id))
      .then(
        (status) => isUnderWay(status) || ended.abort(),
        // The database is away: the next look tells.
        () => undefined,
      )
  const timer = setInterval(look, LOOK_MS)
  return { signal: ended.signal, stop: () => clearInterval(timer) }
}
