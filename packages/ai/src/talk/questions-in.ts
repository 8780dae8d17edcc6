import { termsOf } from '../text/terms.ts'

const TERMS_MIN = 2
const QUESTIONS_MAX = 4

/**
 * The questions of a text that asks several, each by itself: what answers one says little of the others, so
 * all of them together would find none. Empty where there is one, or none.
 */
export function questionsIn(text: string, language: string): string[] {
  const parts = text.split(/(?<=\?)|\n+/u).map((part) => part.trim())
  const asked = parts.filter((part) => part.endsWith('?') && termsOf(part, language).length >= TERMS_MIN)
  const distinct = [...new Set(asked)]
  return distinct.length > 1 ? distinct.slice(0, QUESTIONS_MAX) : []
}
