import { fold } from './fold.ts'

const WORD = /[\p{L}\p{N}]+/gu

/** The words and numbers of a text in their order, folded. */
export function wordsOf(text: string): string[] {
  return fold(text).match(WORD) ?? []
}
