import { termsOf } from '../text/terms.ts'
import { trigramsOf } from '../text/trigrams.ts'
import { exactTerms } from './asks-exactly.ts'
import type { Field, Shape } from './fuse.ts'
import { marksAsked, marksOf } from './told/told.ts'

/** A chunk as it is found: by its words, by the headings above it, and by what people ask instead. */
export type Piece = {
  /** The article's. */
  title: string
  headings: readonly string[]
  body: string
  alternates: readonly string[]
  language: string
  shape: Shape
}

/** How a piece of an article stands in it. */
export function shapeOf({ pieces, alternates }: { pieces: number; alternates: readonly string[] }): Shape {
  if (pieces > 1) return 'part'
  return alternates.length > 0 ? 'asked' : 'whole'
}

/**
 * Raised with every change of what `fieldsOf` gives for the same piece: forms of words, stop words, marks.
 * What was stored under an earlier one is brought to it after the upgrade.
 */
export const TERMS_VERSION = 1

/** How often each term is in a field, and how long the field is. */
export type FieldTerms = { counts: Map<string, number>; length: number }

/** What is stored of a count and a length is no larger: more of the same says nothing. */
export const COUNT_MAX = 31
export const LENGTH_MAX = 16_383

/** The terms under which a piece is found, by field. */
export function fieldsOf(piece: Piece): Record<Field, FieldTerms> {
  const { title, headings, body, alternates, language, shape } = piece
  // The title is the first of the questions. Above many pieces it ranks none of them.
  const questions = alternates.length > 0 ? [title, ...alternates] : []
  const isRanked = shape !== 'part'
  const above = isRanked ? headings : [title, ...headings]
  const marks = marksOf([title, ...headings, body].join('\n'))
  // Beside whatever names what it is told of.
  const marked = (terms: readonly string[]) => withLengthless(terms, terms.length > 0 ? marks : [])
  const ofTitle = marked(isRanked ? termsOf(title, language) : [])
  return {
    title: { ...ofTitle, counts: new Map([...ofTitle.counts, ...once(exactTerms(piece))]) },
    body: marked(termsOf([...above, body].join('\n'), language)),
    trigram: isRanked ? counted(trigramsOf(title)) : NOTHING,
    alternate: marked(questions.flatMap((text) => termsOf(text, language))),
  }
}

/** What is told in other words makes no field longer. */
function withLengthless(terms: readonly string[], others: readonly string[]): FieldTerms {
  const { counts, length } = counted(terms)
  return { counts: new Map([...counts, ...once(others)]), length }
}

function once(terms: readonly string[]): [string, number][] {
  return terms.map((term) => [term, 1])
}

const NOTHING: FieldTerms = { counts: new Map(), length: 0 }

/** The terms that a question looks for, by field; each once. `meant`: other terms in place of some. */
export function questionTerms(
  question: string,
  language: string,
  meant: ReadonlyMap<string, string> = new Map(),
): Record<Field, string[]> {
  const terms = [...new Set(termsOf(question, language).map((term) => meant.get(term) ?? term))]
  const asked = [...terms, ...marksAsked(question, language)]
  return { title: asked, body: asked, trigram: [...new Set(trigramsOf(question))], alternate: asked }
}

function counted(terms: readonly string[]): FieldTerms {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, Math.min((counts.get(term) ?? 0) + 1, COUNT_MAX))
  return { counts, length: Math.min(terms.length, LENGTH_MAX) }
}
