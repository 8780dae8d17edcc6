/**
 * How long to wait before attempt number `attempt` (from 0): doubling from half a second to ten, each
 * shortened by up to a half at random, so that a thousand browsers do not come back to a restarted server
 * at once.
 */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(10_000, 500 * 2 ** Math.min(attempt, 10))
  return full * (1 - random() / 2)
}
