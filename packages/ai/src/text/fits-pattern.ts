import { createContext, Script } from 'node:vm'

/** A pattern that a member wrote may never come to an end; then it found nothing. */
const PATIENCE_MS = 100
const TRIES = 2
const TEXT_MAX = 10_000

const LOOK = new Script('new RegExp(pattern, flags).test(text)')

/** Whether a pattern is found in a text. Null when that could not be found out in time, or it is none. */
export function fitsPattern(text: string, pattern: string, flags = 'u'): boolean | null {
  // Of its own world, so that looking can be ended from outside. https://nodejs.org/api/vm.html
  const world = createContext({ pattern, flags, text: text.slice(0, TEXT_MAX) })
  for (let left = TRIES; left > 0; left--) {
    try {
      return LOOK.runInContext(world, { timeout: PATIENCE_MS }) === true
    } catch {
      // Where a machine has much to do, one look may get none of its time.
    }
  }
  return null
}
