import { setTimeout as sleep } from 'node:timers/promises'

/** How long sends stayed unknown, in milliseconds. */
export type Settling = {
  /** Deliveries that were unknown at some time. */
  readonly seen: number
  /**
   * The longest time from the recovery that found it, or from the last one in between, until it was settled.
   */
  readonly sinceRecoveryMs: number
  /** The longest time in all, further kills included. */
  readonly inAllMs: number
}

const PERIOD_MS = 200

/** Watches the deliveries in doubt. `recoveredAt` tells when the last kill was recovered from. */
export function watchUnknown(look: () => Promise<string[]>, recoveredAt: () => number) {
  const since = new Map<string, number>()
  const all = new Set<string>()
  let worst = { sinceRecoveryMs: 0, inAllMs: 0 }
  let isOpen = true

  function note(unknown: readonly string[]): void {
    const now = Date.now()
    for (const [id, from] of since) {
      if (!unknown.includes(id)) since.delete(id)
      const inAllMs = Math.max(worst.inAllMs, now - from)
      worst = {
        inAllMs,
        sinceRecoveryMs: Math.max(worst.sinceRecoveryMs, now - Math.max(from, recoveredAt())),
      }
    }
    for (const id of unknown) {
      all.add(id)
      if (!since.has(id)) since.set(id, now)
    }
  }

  const watching = (async () => {
    while (isOpen) {
      // While the database is away nothing is settled and nothing is seen.
      await look().then(note, () => {})
      await sleep(PERIOD_MS)
    }
  })()

  return {
    async end(): Promise<Settling> {
      isOpen = false
      await watching
      return { seen: all.size, ...worst }
    },
  }
}
