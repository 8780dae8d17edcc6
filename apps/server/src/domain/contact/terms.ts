import type { Profile } from './contact.ts'

/**
 * By which words a contact is found. Accents and case do not count. A word is found by its beginning: of so
 * many characters there is a term, and what a longer beginning would tell apart is looked up in the profile.
 */

const LENGTHS = [2, 3, 5] as const
const WORDS_MAX = 8

/** Without accents, in lower case. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The words of a text, each once. */
export function wordsOf(text: string): string[] {
  return [...new Set(fold(text).match(/[\p{L}\p{N}]+/gu) ?? [])]
}

/** What stands in the index for a contact. */
export function termsOf(profile: Profile): string[] {
  const words = namesOf(profile).flatMap(wordsOf).slice(0, WORDS_MAX)
  const beginnings = words.flatMap((word) => {
    const letters = [...word]
    return LENGTHS.filter((length) => letters.length >= length).map((length) =>
      letters.slice(0, length).join(''),
    )
  })
  return [...new Set([...beginnings, ...wholesOf(profile).map(wholeTerm)])]
}

/** The term under which a contact with a word that begins so stands; null for one that is too short. */
export function termFor(word: string): string | null {
  const letters = [...word]
  const length = LENGTHS.findLast((one) => letters.length >= one)
  return length === undefined ? null : letters.slice(0, length).join('')
}

/** The term of an address that is known whole: an e-mail address or a number among the attributes. */
export function wholeTerm(text: string): string {
  return `=${wholeOf(text) ?? text}`
}

/** An address as it is compared; null for what is none. */
export function wholeOf(text: string): string | null {
  const trimmed = text.trim()
  if (/^[^\s@]+@[^\s@]+$/.test(trimmed)) return trimmed.toLowerCase()
  return /^\+?[\d\s().-]{6,24}$/.test(trimmed) ? trimmed.replace(/\D/g, '') : null
}

/** Whether every word begins a word of the contact's names. */
export function hasWords(profile: Profile, words: readonly string[]): boolean {
  const names = namesOf(profile).flatMap(wordsOf)
  return words.every((word) => names.some((name) => name.startsWith(word)))
}

function namesOf({ name, platformName, bookName }: Profile): string[] {
  return [name, platformName, bookName].flatMap((text) => text ?? [])
}

function wholesOf({ attributes = {} }: Profile): string[] {
  return Object.values(attributes).flatMap((value) =>
    typeof value === 'string' && wholeOf(value) !== null ? [value] : [],
  )
}
