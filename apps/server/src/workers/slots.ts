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
