import { baseLanguage } from '@hilo/protocol'
import { type Detection, NEIGHBOURS } from './detect.ts'

export type Known = {
  /** The language of the conversation so far, or null at its beginning. */
  readonly conversation: string | null
  /** What the contact's browser or phone asks for, as a BCP 47 tag, or null. */
  readonly browser: string | null
  /** The org's languages; the first is its own, those that it writes in come before the others. */
  readonly org: readonly [string, ...string[]]
  /** Something was said before: then a word or two, which may be a name, never change the language. */
  readonly isGoingOn?: boolean
}

// "hi" reads as Catalan and "ok" as anything.
const WORDS_MIN = 3

/**
 * The language to answer a message in. A few words of which the detector is not sure never change it: then
 * the conversation's language stays, or the browser's holds if the org speaks it, or the org's first. Of
 * Spanish and Portuguese that look the same, what is nearest in that order decides.
 */
export function decideLanguage(
  detection: Detection,
  { conversation, browser, org, isGoingOn = false }: Known,
): string {
  const { isReliable, isMarked, isAlike, words } = detection
  const preferred = browser && baseLanguage(browser)
  const nearest = [conversation, preferred, ...org].find((one) => one && NEIGHBOURS.includes(one))
  const language = (isAlike && nearest) || detection.language
  const stays = conversation !== null && org.includes(conversation)
  // "Michael Johnson" reads as English, and clearly.
  const isClear = words >= WORDS_MIN || isMarked || (isReliable && !(isGoingOn && stays))
  if (language && isClear && org.includes(language)) return language
  if (stays) return conversation
  return preferred && org.includes(preferred) ? preferred : org[0]
}
