import { wordsOf } from './words.ts'

/** Every three letters in a row, word by word, with the edges of words: a slip of the finger costs some. */
export function trigramsOf(text: string): string[] {
  return wordsOf(text).flatMap((word) => {
    const padded = ` ${word} `
    return Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3))
  })
}
