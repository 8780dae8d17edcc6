import { setTimeout as sleep } from 'node:timers/promises'
import { isConnectionLoss, isRetryable } from '../db/connection.ts'

const FIRST_MS = 50
const MOST_MS = 2_000

/**
 * Does work that must not be lost while the database is away: again and again after a lost connection or a
 * deadlock, with growing pauses. Any other error is the caller's. `work` must be safe to repeat, because a
 * commit whose answer was lost may have happened.
 */
export async function persist<T>(work: () => Promise<T>, onRetry?: (error: unknown) => void): Promise<T> {
  for (let pause = FIRST_MS; ; pause = Math.min(pause * 2, MOST_MS)) {
    try {
      return await work()
    } catch (error) {
      if (!isConnectionLoss(error) && !isRetryable(error)) throw error
      onRetry?.(error)
      await sleep(pause * (0.5 + Math.random()))
    }
  }
}
