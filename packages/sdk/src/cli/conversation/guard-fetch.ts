import { isInStep } from '../../testing/step-doubles.ts'

/**
 * Refuses what a deployed backend is refused: `fetch` outside of a step would be repeated at each replay.
 *
 * @returns what gives the real one back; not called, it is for the rest of this process.
 */
export function guardFetch(): () => void {
  const real = globalThis.fetch
  globalThis.fetch = async (...args) => {
    if (isInStep()) return real(...args)
    throw new Error('fetch outside of a step would be repeated at each replay: call it inside chat.step.')
  }
  return () => {
    globalThis.fetch = real
  }
}
