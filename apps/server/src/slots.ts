import type { Id } from '@hilo/protocol'

export type Slots = <T>(task: () => Promise<T>) => Promise<T>

/** Lets so many tasks run at a time; the others wait, in the order they came. */
export function createSlots(most: number): Slots {
  const waiting: (() => void)[] = []
  let free = most
  return async (task) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}

/** The same for all orgs together, of which each has so many at most. */
export function createOrgSlots(
  most: number,
  mostOfOrg: number,
): <T>(orgId: Id, task: () => Promise<T>) => Promise<T> {
  const inAll = createSlots(most)
  const byOrg = new Map<Id, Slots>()
  return (orgId, task) => {
    const inOrg = byOrg.get(orgId) ?? createSlots(mostOfOrg)
    byOrg.set(orgId, inOrg)
    return inOrg(() => inAll(task))
  }
}
