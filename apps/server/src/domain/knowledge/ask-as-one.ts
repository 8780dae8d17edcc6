import { type FoundCandidate, isEnough } from './find-candidates.ts'

type Judged = Pick<FoundCandidate, 'evidence' | 'threshold'>

/** Says all of a question. */
const ALL = 1

/**
 * Whether a message with several questions is answered as one, by the best that all of it found and the best
 * of each: an article says all of it, or enough of it while none says enough of any of them.
 */
export function isAskedAsOne(whole: Judged | undefined, parts: readonly (Judged | undefined)[]): boolean {
  if (parts.length === 0) return true
  return isEnough(whole) && (whole?.evidence === ALL || !parts.some(isEnough))
}
