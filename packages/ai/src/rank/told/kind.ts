import type { TextLanguage } from '../../text/language.ts'

/** What is asked for, which a text tells without the words that ask for it. */
export type Kind = {
  name: string
  asks: Record<TextLanguage, Asking>
  /** Whether a text tells it, in whatever language. */
  isTold: (text: string) => boolean
  /** Asked for by itself it is of whoever is asked: "where are you?". */
  standsAlone: boolean
}

/** How one asks for it, and the words of that which no answer has to repeat. */
type Asking = { how: RegExp; words: string }
