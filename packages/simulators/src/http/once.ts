import { AppError } from '@hilo/protocol'
import type { StateFile } from '../state-file.ts'

/** What was done under a key, and how often that key was sent. */
export type Done = { key: string; calls: number; request: string; result: unknown }

type Keyed = { done: Map<string, Done>; state: StateFile }

/**
 * Does something once per key: the same call again gives the same result and counts, and changes nothing
 * else. Whatever `act` changed is on the disk before it resolves. What `act` refuses by throwing is not kept.
 *
 * @throws AppError `conflict` when the key came with another request before.
 */
export async function once<Result>(
  { done, state }: Keyed,
  { key, request }: { key: string; request: unknown },
  act: () => Result,
): Promise<{ result: Result; isRepeated: boolean }> {
  const written = JSON.stringify(request)
  const known = done.get(key)
  if (known) {
    known.calls += 1
    await state.flush()
    if (known.request !== written) {
      throw new AppError('conflict', 'This Idempotency-Key was used for another request.')
    }
    return { result: known.result as Result, isRepeated: true }
  }
  const result = act()
  done.set(key, { key, calls: 1, request: written, result })
  await state.flush()
  return { result, isRepeated: false }
}
