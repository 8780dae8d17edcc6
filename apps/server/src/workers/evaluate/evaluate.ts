import type { Id } from '@hilo/protocol'
import type { AnswerContext } from '../../answers/open-work.ts'
import { isRetryable } from '../../db/connection.ts'
import { type AnswersChange, settleAnswers } from '../../domain/alarm/settle-answers.ts'
import { findEvaluation, isUnderWay, statusOf } from '../../domain/evaluation/evaluation.ts'
import { endEvaluation, startPlaying } from '../../domain/evaluation/play.ts'
import { type ClaimedJob, waitJob } from '../../domain/job/claim.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import { type BetweenRounds, openBetweenRounds } from './between-rounds.ts'
import { type Held, playRound } from './play-round.ts'

/** How often it is looked whether somebody cancelled it. */
const LOOK_MS = 1_000
/** So long what was placed waits for the next round. */
const LEFT_MS = 60_000

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
  const { context, answers, stopping, between } = desk
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
    const problem = await playRound({ context, answers, orgId, evaluation, held, signal }, left)
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
