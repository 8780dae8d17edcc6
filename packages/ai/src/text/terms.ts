import { textLanguage } from './language.ts'
import { stem } from './stem.ts'
import { isStopWord } from './stop-words.ts'
import { wordsOf } from './words.ts'

/** Longer ones are addresses and garbage; the end of them finds nothing. */
const TERM_MAX_LENGTH = 40

/** What is compared of a text: the stems of its words, without those that say nothing, in their order. */
export function termsOf(text: string, languageTag: string): string[] {
  const language = textLanguage(languageTag)
  const words = wordsOf(text)
  const terms = language
    ? words.filter((word) => !isStopWord(word, language)).map((word) => stem(word, language))
    : words
  return terms.map((term) => term.slice(0, TERM_MAX_LENGTH))
}
