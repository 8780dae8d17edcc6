import type { TurnEnd } from './backend.ts'
import { CALL_DEPTH_MAX, type CallFailure, type Returned } from './call.ts'

/** What the end of a run is to the one that called it. */
export function returnedOf(name: string, end: Exclude<TurnEnd, { type: 'wait' | 'checkpoint' }>): Returned {
  switch (end.type) {
    case 'done':
      return { ok: end.output ?? null }
    case 'cancelled': {
      const why = end.reason ? `: ${end.reason}` : '.'
      return { error: { reason: 'cancelled', message: `'${name}' was cancelled${why}` } }
    }
    case 'failed': {
      const { code, message } = end.failure
      if (code === 'invalid') return { error: { reason: 'invalid', message } }
      return { error: { reason: 'failed', message: `'${name}' failed: ${message}` } }
    }
  }
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
