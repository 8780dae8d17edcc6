const SECOND = 1_000

/** How much of something may happen in a second. Counts in whole seconds from the first use on. */
export class Allowance {
  readonly #perSecond: number
  #since = 0
  #used = 0

  constructor(perSecond: number) {
    this.#perSecond = perSecond
  }

  /** False when this second's share is used up. */
  take(amount = 1): boolean {
    const now = performance.now()
    if (now - this.#since > SECOND) {
      this.#since = now
      this.#used = 0
    }
    this.#used += amount
    return this.#used <= this.#perSecond
  }
}
