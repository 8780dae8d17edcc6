import { setTimeout as sleep } from 'node:timers/promises'

/** Lets so much through in a second, and `burst` at once; what is more waits its turn. */
export class Pace {
  readonly #perMs: number
  readonly #burstMs: number
  /** When all that was taken so far would have gone through. */
  #doneAt = 0

  constructor({ bytesPerSecond, burst }: { bytesPerSecond: number; burst: number }) {
    this.#perMs = bytesPerSecond / 1_000
    this.#burstMs = burst / this.#perMs
  }

  /** @throws AbortError */
  async take(bytes: number, signal: AbortSignal): Promise<void> {
    const now = performance.now()
    this.#doneAt = Math.max(this.#doneAt, now - this.#burstMs) + bytes / this.#perMs
    if (this.#doneAt > now) await sleep(this.#doneAt - now, undefined, { signal })
  }
}
