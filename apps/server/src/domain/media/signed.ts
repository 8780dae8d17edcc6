import { timingSafeEqual } from 'node:crypto'
import type { Keys } from '../../db/keys.ts'

/**
 * Parts under our signature, as one word for an address. `purpose` keeps links of one kind from passing as
 * another.
 */
export function signParts(keys: Keys, purpose: string, parts: readonly string[]): string {
  const said = parts.join('.')
  return `${said}.${keys.signLink(`${purpose} ${said}`).toString('base64url')}`
}

/** The parts of a word that was signed for this purpose; null when it was not, or was changed anywhere. */
export function readSigned(keys: Keys, purpose: string, word: string): string[] | null {
  const parts = word.split('.').slice(0, -1)
  const expected = Buffer.from(signParts(keys, purpose, parts))
  const given = Buffer.from(word)
  return given.length === expected.length && timingSafeEqual(given, expected) ? parts : null
}
