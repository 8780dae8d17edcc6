import { termsOf } from '../text/terms.ts'

/** Something that an org wants people to answer, and the words that tell of it. */
export type PolicyTopic = {
  readonly name: string
  /** Empty: whatever is said where the tag is. */
  readonly phrases: readonly string[]
  /** Only in conversations that have it. */
  readonly onlyWithTag?: string | undefined
  readonly assigneeId?: string | undefined
  readonly tag?: string | undefined
}

type Place = {
  topics: readonly PolicyTopic[]
  language: string
  /** Those of the conversation. */
  tags?: readonly string[]
}

/**
 * The topics that a message is about, by the org's own phrases. Accents, capitals and endings do not matter:
 * "reacción alérgica" is found in "REACCIONES ALERGICAS". A phrase of stop words alone finds nothing.
 */
export function policyTopicsIn(text: string, { topics, language, tags = [] }: Place): PolicyTopic[] {
  const said = inRow(termsOf(text, language))
  const isSaid = (phrase: string) => {
    const terms = termsOf(phrase, language)
    return terms.length > 0 && said.includes(inRow(terms))
  }
  const has = new Set(tags.map((tag) => tag.toLowerCase()))
  return topics.filter(({ phrases, onlyWithTag }) => {
    if (onlyWithTag !== undefined && !has.has(onlyWithTag.toLowerCase())) return false
    return phrases.some(isSaid) || (phrases.length === 0 && onlyWithTag !== undefined)
  })
}

/** Each term between spaces, so that none is found inside another. */
function inRow(terms: readonly string[]): string {
  return ` ${terms.join(' ')} `
}
