import { createContext, Script } from 'node:vm'
import { patternOf } from '@hilo/protocol'
import { fold } from '../text/fold.ts'

/** A pattern that a member wrote may never come to an end; then it found nothing. */
const PATIENCE_MS = 100
const TRIES = 2
const TEXT_MAX = 10_000

const LOOK = new Script('new RegExp(pattern, "iu").test(text)')

/**
 * Whether a text has words, whatever their capitals, accents and spaces, or something that fits a pattern.
 * Null when that could not be found out in time, or the pattern is none.
 */
export function contains(text: string, point: string): boolean | null {
  const pattern = patternOf(point)
  if (pattern === null) return plain(text).includes(plain(point))
  // Of its own world, so that looking can be ended from outside. https://nodejs.org/api/vm.html
  const world = createContext({ pattern, text: text.slice(0, TEXT_MAX) })
  for (let left = TRIES; left > 0; left--) {
    try {
      return LOOK.runInContext(world, { timeout: PATIENCE_MS }) === true
    } catch {
      // Of a machine that has much to do, one look may get none of the time.
    }
  }
  return null
}

function plain(text: string): string {
  return fold(text).replaceAll(/\s+/g, ' ').trim()
}
