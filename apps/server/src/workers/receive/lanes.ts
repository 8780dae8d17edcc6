/**
 * Runs tasks of one lane one at a time, in the order they came; lanes run in parallel. A task that fails does
 * not hold its lane: it deals with its own retries.
 */
export type Lanes = {
  run(lane: string, task: () => Promise<void>): Promise<void>
  /** Tasks that have not ended. */
  readonly size: number
}

export function createLanes(): Lanes {
  const queues = new Map<string, (() => Promise<void>)[]>()
  let size = 0

  async function drain(lane: string, queue: (() => Promise<void>)[]): Promise<void> {
    for (let task = queue[0]; task; task = queue[0]) {
      await task()
      queue.shift()
    }
    queues.delete(lane)
  }

  return {
    get size() {
      return size
    },
    run(lane, task) {
      size++
      return new Promise((resolve, reject) => {
        const settled = () =>
          task()
            .then(resolve, reject)
            .finally(() => size--)
        const queue = queues.get(lane)
        if (queue) queue.push(settled)
        else {
          const fresh = [settled]
          queues.set(lane, fresh)
          void drain(lane, fresh)
        }
      })
    },
  }
}
