import type { Id } from '@hilo/protocol'

/**
 * Keeps an inbox from asking a platform again and again that does not answer, or that slows the account down:
 * all its deliveries wait, and one at a time goes to see whether that is over. Waits double up to half a
 * minute. Each node finds out for itself.
 */
export type Breaker = {
  /** How long a delivery of this inbox has to wait, in ms. Null: it may go. */
  hold(inboxId: Id): number | null
  /** Whether the last answers, more than one, were none: what fails now fails for everybody. */
  isAway(inboxId: Id): boolean
  /**
   * What an attempt showed: `well`, whatever was answered about the message; `ill`, no answer that means
   * anything; `slow_down`, the whole account has to wait, for `afterMs` at the least.
   */
  note(inboxId: Id, health: Health, afterMs?: number | null): Change
  /** For how long an inbox has waited, and until somebody goes to see, in ms; null when it does not wait. */
  look(inboxId: Id): { sinceMs: number; nextMs: number } | null
}

export type Health = 'well' | 'ill' | 'slow_down'
/** Told once: when an inbox begins to wait, and when it goes on. */
type Change = 'tripped' | 'mended' | null

type State = { ill: number; trips: number; trippedAt: number; openUntil: number; probeUntil: number }

/** One bad answer may be chance; so many in a row are not. */
const ILL_MAX = 5
/** From the second in a row on it is not the one message. */
const AWAY_MIN = 2
const WAIT_MS = 1_000
const WAIT_MAX_MS = 30_000
/** Who went to see and never came back is not waited for any longer. */
const PROBE_MS = 30_000
const NEXT_LOOK_MS = 1_000

export function createBreaker(clock: () => number = () => performance.now()): Breaker {
  const states = new Map<Id, State>()

  function trip(state: State, afterMs: number): void {
    state.openUntil = clock() + Math.max(afterMs, Math.min(WAIT_MS * 2 ** state.trips, WAIT_MAX_MS))
    state.probeUntil = 0
    if (state.trips === 0) state.trippedAt = clock()
    state.trips++
  }

  return {
    hold(inboxId) {
      const state = states.get(inboxId)
      if (!state || state.trips === 0) return null
      const now = clock()
      // Apart from each other, so that they do not all come back in the same moment.
      if (now < state.openUntil) return (state.openUntil - now) * (1 + Math.random() / 4)
      if (now < state.probeUntil) return NEXT_LOOK_MS * (1 + Math.random())
      state.probeUntil = now + PROBE_MS
      return null
    },
    isAway: (inboxId) => (states.get(inboxId)?.ill ?? 0) >= AWAY_MIN,
    note(inboxId, health, afterMs) {
      const known = states.get(inboxId)
      if (health === 'well') {
        states.delete(inboxId)
        return known && known.trips > 0 ? 'mended' : null
      }
      const state = known ?? { ill: 0, trips: 0, trippedAt: 0, openUntil: 0, probeUntil: 0 }
      states.set(inboxId, state)
      state.ill++
      if (state.trips === 0 && health === 'ill' && state.ill < ILL_MAX) return null
      // What was under way when it tripped tells nothing new.
      if (clock() < state.openUntil) return null
      trip(state, afterMs ?? 0)
      return state.trips === 1 ? 'tripped' : null
    },
    look(inboxId) {
      const state = states.get(inboxId)
      if (!state || state.trips === 0) return null
      const now = clock()
      return { sinceMs: now - state.trippedAt, nextMs: Math.max(0, state.openUntil - now) }
    },
  }
}
