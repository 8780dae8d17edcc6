import type { Id } from '@hilo/protocol'

/** What a job leaves for its own next round in this process. */
export type BetweenRounds<T> = {
  leave(id: Id, value: T): void
  /** Undefined: nothing was left, or it was too long ago. Whoever takes it leaves it again, or it is gone. */
  take(id: Id): T | undefined
}

/** No next round comes where the job was cancelled meanwhile, or another process goes on: then it is dropped. */
export function openBetweenRounds<T>(ms: number): BetweenRounds<T> {
  const left = new Map<Id, { value: T; timer: NodeJS.Timeout }>()
  const take = (id: Id) => {
    const one = left.get(id)
    clearTimeout(one?.timer)
    left.delete(id)
    return one?.value
  }
  return {
    leave(id, value) {
      take(id)
      left.set(id, { value, timer: setTimeout(() => left.delete(id), ms).unref() })
    },
    take,
  }
}
