import { termsOf } from '../text/terms.ts'

/** Something that an org wants people to answer, and the words that tell of it. */
export type PolicyTopic = { readonly name: string; readonly phrases: readonly string[] }

/**
 * The topics that a message is about, by the org's own phrases. Accents, capitals and endings do not matter:
 * "reacción alérgica" is found in "REACCIONES ALERGICAS". A phrase of stop words alone finds nothing.
 */
export function policyTopicsIn(
  text: string,
  { topics, language }: { topics: readonly PolicyTopic[]; language: string },
): string[] {
  const said = inRow(termsOf(text, language))
  const isSaid = (phrase: string) => {
    const terms = termsOf(phrase, language)
    return terms.length > 0 && said.includes(inRow(terms))
  }
  return topics.filter(({ phrases }) => phrases.some(isSaid)).map(({ name }) => name)
}

/** Each term between spaces, so that none is found inside another. */
function inRow(terms: readonly string[]): string {
  return ` ${terms.join(' ')} `
}
