import { createContext, Script } from 'node:vm'

/** How long may still be looked, for all that is looked for with it. */
export type Patience = { leftMs: number }
type How = { flags?: string; patience?: Patience }

/** A pattern that a member wrote may never come to an end; then it found nothing. */
const PATIENCE_MS = 100
const TRIES = 2
const TEXT_MAX = 10_000

const LOOK = new Script('new RegExp(pattern, flags).test(text)')
// Of its own world, so that looking can be ended from outside. https://nodejs.org/api/vm.html
const WORLD = createContext({})

/** For all that is in one input: many that are slow must not hold up everybody together. */
export function newPatience(): Patience {
  return { leftMs: PATIENCE_MS }
}

/** Whether a pattern is found in a text. Null when that could not be found out in time, or it is none. */
export function fitsPattern(
  text: string,
  pattern: string,
  { flags = 'u', patience = newPatience() }: How = {},
): boolean | null {
  Object.assign(WORLD, { pattern, flags, text: text.slice(0, TEXT_MAX) })
  for (let left = TRIES; left > 0 && patience.leftMs >= 1; left--) {
    const before = process.threadCpuUsage()
    try {
      return LOOK.runInContext(WORLD, { timeout: Math.ceil(patience.leftMs) }) === true
    } catch {
      // Where a machine has much to do, one look may get none of its time.
    } finally {
      // What this look took itself: that others had the machine is not its fault.
      const { user, system } = process.threadCpuUsage(before)
      patience.leftMs -= (user + system) / 1000
    }
  }
  return null
}
