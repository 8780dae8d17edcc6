import type { Id } from '@hilo/protocol'
import { extendQuiet, gatherRun } from '../../domain/run/gather.ts'
import type { Quiet } from '../../domain/run/quiet.ts'
import type { ClaimedRun } from '../../domain/run/run.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import { createQuietTimers } from '../quiet-timers.ts'

/** Gathers what contacts write in one go. */
export type Gathering = {
  /**
   * Gives a claimed run back until its contact is quiet. Rejects when that cannot be stored; then the claim
   * is kept.
   */
  gather(run: ClaimedRun, quiet: Quiet): Promise<void>
  /** Forgets the timers: what is gathered is left to the next start. */
  stop(): void
}

/** `play` claims a run whose contact has been quiet, and plays it. */
export function createGathering(
  { db, bus, node, log }: WorkerContext,
  play: (orgId: Id, runId: Id) => Promise<unknown>,
): Gathering {
  const timers = createQuietTimers<{ orgId: Id; runId: Id }>({
    bus,
    onQuiet: ({ orgId, runId }) => play(orgId, runId),
    onTyping: (run) => extendQuiet(db, run),
    onError: (run, error) => log.warn({ ...run, error: String(error) }, 'a quiet contact was missed'),
  })
  return {
    async gather(run, quiet) {
      const { orgId, id: runId, conversationId } = run
      const inMs = await persist(() => gatherRun(db, run, { nodeId: node.id, quiet }))
      if (inMs !== null) timers.arm(conversationId, { orgId, runId }, inMs)
    },
    stop: timers.stop,
  }
}
