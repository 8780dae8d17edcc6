import type { Span } from '../answer/sentences.ts'

/**
 * Where a text has the words of a quotation, whatever became of spaces, capitals and typographic signs on the
 * way; null where it does not have them.
 */
export function findQuote(text: string, quote: string): Span | null {
  const words = wordsOf(quote)
  if (words.length === 0) return null
  const places = [...text.matchAll(WORD)]
  const spoken = places.map(([word]) => plain(word))
  for (let at = 0; at + words.length <= spoken.length; at++) {
    if (!words.every((word, offset) => spoken[at + offset] === word)) continue
    const [first, last] = [places[at], places[at + words.length - 1]]
    if (!first || !last) return null
    return { start: first.index, end: endOf(text, last.index + last[0].length) }
  }
  return null
}

const WORD = /[\p{L}\p{N}]+/gu

function wordsOf(text: string): string[] {
  return (text.match(WORD) ?? []).map(plain)
}

function plain(word: string): string {
  return word.normalize('NFKC').toLowerCase()
}

/** With the sign that ends the sentence. */
function endOf(text: string, end: number): number {
  return end + (/^[.!?…)\]"'”’»%]*/.exec(text.slice(end))?.[0].length ?? 0)
}
