import type { Id } from '@hilo/protocol'
import type { Bus } from '../bus/bus.ts'

/**
 * Timers for what is due once a contact is quiet. When that is stands in the database, where the wake finds
 * it; these only spare the second that it might be late.
 */
export type QuietTimers<Work> = {
  /** What is due in a conversation, in so many ms; it takes the place of what was due there. */
  arm(conversationId: Id, work: Work, inMs: number): void
  /** Forgets them: what is gathered is left to the next start. */
  stop(): void
}

type Options<Work> = {
  bus: Bus
  /** The time has come. What fails here is due: the wake finds it. */
  onQuiet(work: Work): Promise<unknown>
  /** The contact types: in how many ms it is due then; null: it is no longer. */
  onTyping(work: Work): Promise<number | null>
  onError(work: Work, error: unknown): void
}

/** The database counts the time; a timer that is a little early would find nothing. */
const LATE_MS = 20
/** Somebody who types is waited for anew this often at most. */
const TYPING_MS = 1_000

export function createQuietTimers<Work>({
  bus,
  onQuiet,
  onTyping,
  onError,
}: Options<Work>): QuietTimers<Work> {
  const armed = new Map<Id, { work: Work; timer: NodeJS.Timeout; typedAt: number }>()

  function set(conversationId: Id, { work, typedAt }: { work: Work; typedAt: number }, inMs: number): void {
    clearTimeout(armed.get(conversationId)?.timer)
    const timer = setTimeout(() => {
      armed.delete(conversationId)
      onQuiet(work).catch((error) => onError(work, error))
    }, inMs + LATE_MS)
    timer.unref()
    armed.set(conversationId, { work, timer, typedAt })
  }

  async function hearTyping(conversationId: Id): Promise<void> {
    const known = armed.get(conversationId)
    const now = performance.now()
    if (!known || now - known.typedAt < TYPING_MS) return
    known.typedAt = now
    const inMs = await onTyping(known.work)
    if (inMs !== null && armed.has(conversationId)) set(conversationId, known, inMs)
  }

  const unsubscribe = bus.subscribe((hint) => {
    if (hint.type !== 'typing' || hint.from !== 'contact') return
    // Nothing is lost with it: the quiet is only shorter.
    hearTyping(hint.conversationId).catch(() => undefined)
  })

  return {
    arm: (conversationId, work, inMs) =>
      set(conversationId, { work, typedAt: Number.NEGATIVE_INFINITY }, inMs),
    stop() {
      unsubscribe()
      for (const { timer } of armed.values()) clearTimeout(timer)
      armed.clear()
    },
  }
}
