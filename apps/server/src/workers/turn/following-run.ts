import type { Inbox } from '../../domain/inbox/inbox.ts'
import type { CommittedTurn } from '../../domain/run/commit-turn.ts'
import { BEGUN, type ClaimedRun } from '../../domain/run/run.ts'
import type { TurnResult } from '../../domain/run/turn-values.ts'

/**
 * The run that is to be played after a turn: this one when the contact wrote meanwhile or a generation ended,
 * the one that was called, the one that called it, the one that was started for what it left unread, or none.
 */
export function followingRun(
  run: ClaimedRun,
  result: TurnResult,
  { committed, inbox }: { committed: CommittedTurn; inbox: Inbox },
): ClaimedRun | null {
  if (committed.passed) return committed.passed
  if (result.end.type === 'checkpoint') return nextGeneration(run, result, committed)
  if (committed.runId === run.id) {
    if (committed.lastInSeq <= run.seenSeq || result.end.type !== 'wait') return null
    const { wait } = result.end
    const { length, promptSeq } = committed
    return {
      ...run,
      length,
      promptSeq,
      wait,
      readSeq: result.readSeq,
      seenSeq: committed.lastInSeq,
      wake: run.wake === 'cancel' ? 'cancel' : 'message',
      crashes: 0,
      isBurst: false,
    }
  }
  if (committed.runId === null || !committed.nextVersionId || !inbox.backend) return null
  return {
    ...run,
    ...BEGUN,
    ...{ id: committed.runId, called: null, isBurst: false, isClosed: false },
    readSeq: result.readSeq,
    seenSeq: committed.lastInSeq,
    versionId: committed.nextVersionId,
    config: inbox.backend.config,
  }
}

function nextGeneration(run: ClaimedRun, { readSeq }: TurnResult, committed: CommittedTurn): ClaimedRun {
  const { length, promptSeq, lastInSeq: seenSeq } = committed
  const begun = {
    generation: run.generation + 1,
    wait: null,
    wake: 'start' as const,
    crashes: 0,
    isBurst: false,
  }
  return { ...run, ...begun, length, promptSeq, readSeq, seenSeq }
}
