import { rarity, SATURATION } from './bm25.ts'
import type { Field } from './fuse.ts'
import { isMark, type Told } from './told/told.ts'

// How much of a question a piece says: the same for short questions and long ones, so that it can be compared
// with a threshold.

/** What is said in words. The letters of a title find it and prove nothing. */
export const WORD_FIELDS = ['title', 'body', 'alternate'] as const
type WordField = (typeof WORD_FIELDS)[number]

/** In how many of so many pieces each term of a question is, by field. */
export type Occurrences = { total: number; found: Record<WordField, ReadonlyMap<string, number>> }

/** The terms of a question, and those of them that an answer may tell in other words. */
export type AskedTerms = { terms: readonly string[]; told: readonly Told[] }

/** A piece that a question found: what it scored, and the terms that it has in any field of words. */
export type FoundPiece = { score: number; signals: Record<Field, number>; terms: ReadonlySet<string> }

/** `index`: its place among those that were found. */
export type JudgedPiece = { index: number; evidence: number }

/** So much does the place in the ranking decide where two pieces say as much. */
const RANK_SHARE = 0.1

/**
 * How much of a question each piece says, from 0 to 1: the mean of what it scores of all that it could, of
 * how much of the question's rarity it has at all, and of how far the best other piece is behind. A term
 * that is nowhere counts against it, unless the piece tells it in other words.
 *
 * First comes the piece that says most, the others stay as they were found: a ranking by places in fields
 * that are not of the same kind knows which pieces are near, and seldom which of them answers.
 */
export function judgePieces(
  { terms: asked, told }: AskedTerms,
  occurrences: Occurrences,
  pieces: readonly FoundPiece[],
): JudgedPiece[] {
  if (asked.length === 0) return pieces.map((_, index) => ({ index, evidence: 0 }))
  const best = Math.max(...pieces.map(({ score }) => score), Number.EPSILON)
  const weighed = pieces.map((piece, index) => {
    const terms = toSay(asked, told, piece)
    const most = bestScores(terms, occurrences)
    const strength = strengthOf(piece, most)
    const coverage = coverageOf(terms, occurrences, piece)
    const said = (2 * strength + coverage) / 3 + (RANK_SHARE * piece.score) / best
    return { index, piece, most, strength, coverage, said }
  })
  const first = weighed.reduce((a, b) => (b.said > a.said ? b : a), weighed[0] as (typeof weighed)[number])
  const judged = weighed.map((one) => {
    const others = one === first ? weighed.filter((other) => other !== first) : [first]
    const behind = Math.max(0, ...others.map(({ piece }) => strengthOf(piece, one.most)))
    const lead = Math.max(one.strength - behind, 0)
    return { index: one.index, evidence: (one.strength + one.coverage + lead) / 3 }
  })
  return [
    ...judged.filter(({ index }) => index === first?.index),
    ...judged.filter(({ index }) => index !== first?.index),
  ]
}

/**
 * What the piece says, and what it has to say or to tell. A question that asks for nothing but a time, a
 * price or the like is about none of them: its words have to be said. Where somebody is needs no more words.
 */
function toSay(asked: readonly string[], told: readonly Told[], { terms }: FoundPiece): readonly string[] {
  const words = asked.filter((term) => !isMark(term))
  const tellable = told.reduce((all, one) => all.union(one.terms), new Set<string>())
  if (words.every((term) => tellable.has(term))) {
    const alone = told.flatMap(({ mark, standsAlone }) => (mark !== null && standsAlone ? [mark] : []))
    return alone.length > 0 ? [...alone, ...words.filter((term) => terms.has(term))] : words
  }
  const isSaid = ({ terms: some }: Told) => words.some((term) => some.has(term) && terms.has(term))
  const literal = new Set(told.filter(isSaid).map(({ mark }) => mark))
  return asked.filter((term) => terms.has(term) || !(isMark(term) ? literal.has(term) : tellable.has(term)))
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
