/** How many webhooks of a line may be worked on at a time, by how long new ones take to be acknowledged. */
export type Allowance = {
  /** Hears for how long one was on its way into the database. */
  note(tookMs: number): void
  now(): number
}

const MOST = 64
const LEAST = 4
/** With the pause between two commits an acknowledgement takes up to half of this on an idle machine. */
const SLOW_MS = 40
/** Those that were on their way together were slow together. */
const HALVE_MS = 50
/** What has not been slow for so long is no reason any more. */
const FORGET_MS = 1_000

/** Halved when an acknowledgement is slow, and raised by one with each that is not. */
export function createAllowance(clock: () => number = () => performance.now()): Allowance {
  let [most, slowAt] = [MOST, Number.NEGATIVE_INFINITY]
  return {
    note(tookMs) {
      const now = clock()
      if (tookMs <= SLOW_MS) most = Math.min(MOST, most + 1)
      else if (now - slowAt > HALVE_MS) {
        most = Math.max(LEAST, Math.floor(most / 2))
        slowAt = now
      }
    },
    now() {
      if (clock() - slowAt > FORGET_MS) most = MOST
      return most
    },
  }
}
