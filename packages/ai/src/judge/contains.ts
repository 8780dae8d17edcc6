import { patternOf } from '@hilo/protocol'
import { fitsPattern } from '../text/fits-pattern.ts'
import { fold } from '../text/fold.ts'

/**
 * Whether a text has words, whatever their capitals, accents and spaces, or something that fits a pattern.
 * Null when that could not be found out in time, or the pattern is none.
 */
export function contains(text: string, point: string): boolean | null {
  const pattern = patternOf(point)
  return pattern === null ? plain(text).includes(plain(point)) : fitsPattern(text, pattern, { flags: 'iu' })
}

function plain(text: string): string {
  return fold(text).replaceAll(/\s+/g, ' ').trim()
}
