import { AppError, type Id, type Run } from '@hilo/protocol'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { recordEvent } from '../conversation/record.ts'
import { type FailedStep, failedStepsOf, isUndoing } from './failed-steps.ts'
import { lockedRun, type RunAction, type RunActor } from './lock.ts'
import { moveToActive } from './move-to-active.ts'
import { reopenRun, requireReopenable } from './reopen.ts'
import { getRun } from './view.ts'

const TAKE_BACK = statement(`
  delete from journal where org_id = $1 and run_id = $2 and generation = $3 and position = any ($4::text[])`)

/** `onActive`: with the version that is active now, else with its own. */
type Retry = RunAction & { onActive?: boolean }

/**
 * Lets a run go on where it stopped. One that waits for the next attempt of a step attempts it now. One that
 * failed is played again from its journal; the failed step it ended at is attempted anew, under the same
 * idempotency key, for its position stays the same. What was said before is in the journal and is not said
 * again.
 *
 * The failure that is taken back is kept in the conversation's timeline.
 *
 * @throws AppError `not_found`; `conflict` when the run has moved on, is at work, ended in another way or has
 * a successor, or when its conversation is closed.
 */
export async function retryRun(tx: OrgTx, { runId, expect, onActive, ...actor }: Retry): Promise<Run> {
  const held = await lockedRun(tx, { runId, expect })
  await requireReopenable(tx, held)
  const { run, conversation } = held
  // A second press before the first one's attempt has begun.
  if (run.wait?.kind === 'step' && run.wait.dueAt <= run.now && conversation.holder === 'backend') {
    return getRun(tx, runId)
  }
  const steps = await failedStepsOf(tx, run)
  if (steps.length > 0) await takeBack(tx, run, steps)
  if (onActive) await moveToActive(tx, runId)
  const position = steps[0]?.position ?? run.wait?.position ?? ''
  await reopenRun(tx, held, {
    undoes: isUndoing(position),
    wait: run.wait?.kind === 'step' ? { ...run.wait, dueAt: run.now } : null,
    added: -steps.length,
  })
  const name = steps[0]?.name ?? run.wait?.name ?? null
  const reason = run.failure?.message ?? (run.wait?.kind === 'step' ? run.wait.error : null)
  const data = { runId, step: name, reason }
  await recordEvent(tx, { conversationId: conversation.id, type: 'run_retried', ...actor, data })
  return getRun(tx, runId)
}

async function takeBack(
  tx: OrgTx,
  run: { id: Id; generation: number },
  steps: readonly FailedStep[],
): Promise<void> {
  const positions = steps.map(({ position }) => position)
  await tx.query(TAKE_BACK, [tx.orgId, run.id, run.generation, positions])
}

type Retried = { run: Run | null; runId: Id; refused: { code: string; message: string } | null }

/** Retries several runs, each in a transaction of its own: one that is refused stops no other. */
export async function retryRuns(
  db: Database,
  orgId: Id,
  {
    runs,
    ...act
  }: RunActor & Pick<Retry, 'onActive'> & { runs: readonly Pick<RunAction, 'runId' | 'expect'>[] },
): Promise<Retried[]> {
  const results: Retried[] = []
  for (const { runId, expect } of runs) {
    try {
      const run = await db.withOrg(orgId, (tx) => retryRun(tx, { ...act, runId, expect }))
      results.push({ runId, run, refused: null })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      results.push({ runId, run: null, refused: { code: error.code, message: error.message } })
    }
  }
  return results
}
