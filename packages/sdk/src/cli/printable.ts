import { stripVTControlCharacters } from 'node:util'

/** A text without what commands a terminal: escape sequences, and control characters but line end and tab. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/(?![\n\t])\p{Cc}/gu, '')
}
