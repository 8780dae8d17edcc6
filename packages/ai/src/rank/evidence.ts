import { rarity, SATURATION } from './bm25.ts'
import type { Field } from './fuse.ts'

// How much of a question a piece says: the same for short questions and long ones, so that it can be compared
// with a threshold.

/** What is said in words. The letters of a title find it and prove nothing. */
export const WORD_FIELDS = ['title', 'body', 'alternate'] as const
type WordField = (typeof WORD_FIELDS)[number]

/** In how many of so many pieces each term of a question is, by field. */
export type Occurrences = { total: number; found: Record<WordField, ReadonlyMap<string, number>> }

/** A piece that a question found: what it scored, and the terms that it has in any field of words. */
export type FoundPiece = { signals: Record<Field, number>; terms: ReadonlySet<string> }

/**
 * From 0 to 1: the mean of what the best piece scores of all that it could, of how much of the question's
 * rarity it has at all, and of how far the next piece is behind. A term that is nowhere counts against it.
 */
export function evidenceOf(
  terms: readonly string[],
  occurrences: Occurrences,
  [best, next]: readonly FoundPiece[],
): number {
  if (!best || terms.length === 0) return 0
  const most = bestScores(terms, occurrences)
  const strength = strengthOf(best, most)
  const lead = Math.max(strength - (next ? strengthOf(next, most) : 0), 0)
  return (strength + coverageOf(terms, occurrences, best) + lead) / 3
}

type Scores = Record<WordField, number>

/** What a piece would score that says nothing but the question, and says it often. */
function bestScores(terms: readonly string[], { total, found }: Occurrences): Scores {
  const sum = (field: WordField) =>
    terms.reduce((all, term) => all + rarity(found[field].get(term) ?? 0, total) * (SATURATION + 1), 0)
  return { title: sum('title'), body: sum('body'), alternate: sum('alternate') }
}

function strengthOf({ signals }: FoundPiece, most: Scores): number {
  return Math.max(...WORD_FIELDS.map((field) => signals[field] / most[field]))
}

function coverageOf(terms: readonly string[], { total, found }: Occurrences, best: FoundPiece): number {
  const worth = (term: string) =>
    rarity(Math.max(...WORD_FIELDS.map((field) => found[field].get(term) ?? 0)), total)
  const sum = (some: readonly string[]) => some.reduce((all, term) => all + worth(term), 0)
  return sum(terms.filter((term) => best.terms.has(term))) / sum(terms)
}
