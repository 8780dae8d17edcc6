import { termsOf } from '../text/terms.ts'

/** Something that was written, in its language. */
export type Said = { readonly text: string; readonly language: string }

/**
 * The topics that share a word with what was said, stop words aside: endings, accents and capitals do not
 * matter. So a topic may name several words, also in several languages: `booking, reserva`.
 */
export function topicsIn({ text, language }: Said, topics: readonly string[]): string[] {
  const said = new Set(termsOf(text, language))
  return topics.filter((topic) => termsOf(topic, language).some((term) => said.has(term)))
}
