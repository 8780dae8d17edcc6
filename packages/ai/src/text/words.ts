import { fold } from './fold.ts'

const WORD = /[\p{L}\p{N}]+/gu

/** The words and numbers of a text in their order, folded. */
export function wordsOf(text: string): string[] {
  return fold(text).replace(COMPOUND, '$1$2').match(WORD) ?? []
}

/** What is written as one word, as two, and with a hyphen. */
const COMPOUND =
  /(?<![\p{L}\p{N}])(wi|check|log|sign|walk|e|pick|drop|take)[ -](fi|ins?|outs?|ups?|mails?|offs?|aways?)(?![\p{L}\p{N}])/gu
