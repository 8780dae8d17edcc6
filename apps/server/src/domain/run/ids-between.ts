import type { Id } from '@hilo/protocol'

/** An id is made by a node's clock, and `started_at` by the database's. */
const SKEW_MS = 60 * 60_000

/** The first id that a run which began at `ms` may have. */
export function firstIdAt(ms: number): Id {
  return idOf(ms - SKEW_MS)
}

/** An id above those of all runs that began before `ms`. */
export function endIdAt(ms: number): Id {
  return idOf(ms + SKEW_MS)
}

/** The lowest id that is made at a time (RFC 9562, section 5.7: 48 bits of milliseconds). */
function idOf(ms: number): Id {
  const time = Math.max(0, ms).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000` as Id
}
