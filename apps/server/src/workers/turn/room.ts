import type { Id } from '@hilo/protocol'

/**
 * Counts what is under way for each org, and lets whoever brings more wait a while when there is much: what
 * comes in faster than it can be answered waits where it is stored, not in memory.
 */
export type Room = {
  enter(orgId: Id): void
  leave(orgId: Id): void
  /** Resolves when there is room again; after `patienceMs` in any case, so that slow work stops nothing. */
  wait(orgId: Id): Promise<void>
}

export function createRoom({ most, patienceMs }: { most: number; patienceMs: number }): Room {
  const counts = new Map<Id, number>()
  const waiting = new Map<Id, Set<() => void>>()
  const isFull = (orgId: Id) => (counts.get(orgId) ?? 0) >= most

  return {
    enter(orgId) {
      counts.set(orgId, (counts.get(orgId) ?? 0) + 1)
    },
    leave(orgId) {
      const left = (counts.get(orgId) ?? 1) - 1
      if (left > 0) counts.set(orgId, left)
      else counts.delete(orgId)
      // One at a time: each brings some.
      if (!isFull(orgId)) for (const go of waiting.get(orgId) ?? []) return go()
    },
    wait(orgId) {
      if (!isFull(orgId)) return Promise.resolve()
      return new Promise((resolve) => {
        const ofOrg = waiting.get(orgId) ?? new Set<() => void>()
        waiting.set(orgId, ofOrg)
        const go = () => {
          clearTimeout(timer)
          ofOrg.delete(go)
          if (ofOrg.size === 0) waiting.delete(orgId)
          resolve()
        }
        const timer = setTimeout(go, patienceMs)
        ofOrg.add(go)
      })
    },
  }
}
