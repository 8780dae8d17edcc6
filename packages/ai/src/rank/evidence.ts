import { rarity, SATURATION } from './bm25.ts'
import type { Field } from './fuse.ts'
import { tellsTime } from './told-by-time.ts'

// How much of a question a piece says: the same for short questions and long ones, so that it can be compared
// with a threshold.

/** What is said in words. The letters of a title find it and prove nothing. */
export const WORD_FIELDS = ['title', 'body', 'alternate'] as const
type WordField = (typeof WORD_FIELDS)[number]

/** In how many of so many pieces each term of a question is, by field. */
export type Occurrences = { total: number; found: Record<WordField, ReadonlyMap<string, number>> }

/** The terms of a question, and those of them that a time tells without repeating them. */
export type AskedTerms = { terms: readonly string[]; toldByTime: ReadonlySet<string> }

/** A piece that a question found: what it scored, and the terms that it has in any field of words. */
export type FoundPiece = { signals: Record<Field, number>; terms: ReadonlySet<string> }

/**
 * From 0 to 1: the mean of what the best piece scores of all that it could, of how much of the question's
 * rarity it has at all, and of how far the next piece is behind. A term that is nowhere counts against it,
 * unless it asks for a time that the piece tells.
 */
export function evidenceOf(
  { terms: asked, toldByTime }: AskedTerms,
  occurrences: Occurrences,
  [best, next]: readonly FoundPiece[],
): number {
  if (!best || asked.length === 0) return 0
  const terms = tellsTime(best.terms) ? lacking(asked, toldByTime, best) : asked
  const most = bestScores(terms, occurrences)
  const strength = strengthOf(best, most)
  const lead = Math.max(strength - (next ? strengthOf(next, most) : 0), 0)
  return (strength + coverageOf(terms, occurrences, best) + lead) / 3
}

/** Those that the piece says, or has to say: where it says none, all of them. */
function lacking(
  asked: readonly string[],
  toldByTime: ReadonlySet<string>,
  { terms }: FoundPiece,
): readonly string[] {
  const left = asked.filter((term) => !toldByTime.has(term) || terms.has(term))
  return left.length > 0 ? left : asked
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
