import type { Id } from '@hilo/protocol'
import { extendQuiet, gatherRun } from '../domain/run/gather.ts'
import type { Quiet } from '../domain/run/quiet.ts'
import type { ClaimedRun } from '../domain/run/run.ts'
import type { WorkerContext } from './context.ts'
import { persist } from './persist.ts'

/**
 * Gathers what contacts write in one go. When they have been quiet for long enough is in the database, where
 * the wake finds it; the timers here only spare the second that it might be late.
 */
export type Gathering = {
  /**
   * Gives a claimed run back until its contact is quiet. Rejects when that cannot be stored; then the claim
   * is kept.
   */
  gather(run: ClaimedRun, quiet: Quiet): Promise<void>
  /** Forgets the timers: what is gathered is left to the next start. */
  stop(): void
}

/** The database counts the time; a timer that is a little early would find nothing. */
const LATE_MS = 20
/** Somebody who types is waited for anew this often at most. */
const TYPING_MS = 1_000

type Gathered = { orgId: Id; runId: Id; timer: NodeJS.Timeout; typedAt: number }

/** `play` claims a run whose contact has been quiet, and plays it. */
export function createGathering(
  { db, bus, node, log }: WorkerContext,
  play: (orgId: Id, runId: Id) => Promise<unknown>,
): Gathering {
  const gathered = new Map<Id, Gathered>()

  function arm(conversationId: Id, { orgId, runId, typedAt }: Omit<Gathered, 'timer'>, inMs: number): void {
    clearTimeout(gathered.get(conversationId)?.timer)
    const timer = setTimeout(() => {
      gathered.delete(conversationId)
      // What fails here is due: the wake finds it.
      play(orgId, runId).catch((error) =>
        log.warn({ orgId, runId, error: String(error) }, 'a quiet contact was missed'),
      )
    }, inMs + LATE_MS)
    timer.unref()
    gathered.set(conversationId, { orgId, runId, timer, typedAt })
  }

  async function hearTyping(conversationId: Id): Promise<void> {
    const known = gathered.get(conversationId)
    const now = performance.now()
    if (!known || now - known.typedAt < TYPING_MS) return
    known.typedAt = now
    const inMs = await extendQuiet(db, known)
    if (inMs !== null && gathered.has(conversationId)) arm(conversationId, known, inMs)
  }

  const unsubscribe = bus.subscribe((hint) => {
    if (hint.type !== 'typing' || hint.from !== 'contact') return
    // Nothing is lost with it: the quiet is only shorter.
    hearTyping(hint.conversationId).catch(() => undefined)
  })

  return {
    async gather(run, quiet) {
      const { orgId, id: runId, conversationId } = run
      const inMs = await persist(() => gatherRun(db, run, { nodeId: node.id, quiet }))
      if (inMs !== null) arm(conversationId, { orgId, runId, typedAt: Number.NEGATIVE_INFINITY }, inMs)
    },
    stop() {
      unsubscribe()
      for (const { timer } of gathered.values()) clearTimeout(timer)
      gathered.clear()
    },
  }
}
