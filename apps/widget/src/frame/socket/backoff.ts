const FIRST_MS = 500
const LONGEST_MS = 20_000

/**
 * How long to wait before the next attempt: twice as long each time, and at random between half of that and
 * all of it, so that the visitors of a server that restarts do not all come back at once.
 */
export function backoffMs(failures: number, random = Math.random()): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10))
  return longest * (0.5 + random / 2)
}
