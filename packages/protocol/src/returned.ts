import type { TurnEnd } from './backend.ts'
import { CALL_DEPTH_MAX, type Called, type CallFailure, type Returned } from './call.ts'

/** What the end of a run is to the one that called it. */
export function returnedOf(name: string, end: Exclude<TurnEnd, { type: 'wait' | 'checkpoint' }>): Returned {
  switch (end.type) {
    case 'done':
      return { ok: end.output ?? null }
    case 'cancelled': {
      const why = end.reason ? `: ${end.reason}` : '.'
      const error = { reason: 'cancelled' as const, message: `'${name}' was cancelled${why}` }
      return end.interrupt ? { error, interrupt: end.interrupt } : { error }
    }
    case 'failed': {
      const { code, message } = end.failure
      if (code === 'invalid') return { error: { reason: 'invalid', message } }
      return { error: { reason: 'failed', message: `'${name}' failed: ${message}` } }
    }
  }
}

/** What a called run is told of its call. */
export function calledOf(
  { input, isOpeningGone, outer, handled }: Omit<Called, 'depth'>,
  depth: number,
): Called {
  return { input, depth, isOpeningGone, ...(outer ? { outer } : {}), ...(handled ? { handled } : {}) }
}

/** Where the result stands that a call at `position` waits for. */
export function returnPosition({ position, returns = 1 }: { position: string; returns?: number }): string {
  return `${position}.${String(returns).padStart(4, '0')}`
}

/** Why a call at this depth is refused; null when it is not. */
export function depthFailure(name: string, depth: number): CallFailure | null {
  if (depth <= CALL_DEPTH_MAX) return null
  const message = `'${name}' was not called: calls are nested ${CALL_DEPTH_MAX} deep at most.`
  return { reason: 'too_deep', message: `${message} Do they call each other?` }
}

export function unknownBackend(name: string): CallFailure {
  const message = `No micro-backend '${name}' has an active version here: deploy it, or correct the name.`
  return { reason: 'unknown', message }
}
