import { rarity, weigh } from './bm25.ts'
import { type FoundPiece, judgePieces, WORD_FIELDS } from './evidence.ts'
import { type FieldTerms, fieldsOf, type Piece, questionTerms } from './fields.ts'
import { FIELDS, type Field, placeValue, RANKED_MAX, WEIGHTS } from './fuse.ts'
import { type KnownTerm, meantTerm, slipsIn } from './mend.ts'
import { toldOtherwise } from './told/told.ts'

// The reference: what PostgreSQL has to find too, as plain as it can be written.

export type Hit = {
  /** The place of the piece in what was indexed. */
  piece: number
  score: number
  /** BM25 by field; 0 where nothing was found. */
  signals: Record<Field, number>
}

export type PieceIndex = {
  /** The best pieces for a question, the best first. `without`: as if these were not there. */
  search(question: string, options: SearchOptions): Hit[]
  /** How much of the question each of these hits says, that which says most first. */
  judge(question: string, language: string, hits: readonly Hit[]): (Hit & { evidence: number })[]
}

type SearchOptions = { language: string; limit: number; without?: ReadonlySet<number> }

type Posting = { piece: number; count: number; length: number }
type FieldIndex = { postings: Map<string, Posting[]>; averageLength: number }

/** Indexes pieces in memory. */
export function indexPieces(pieces: readonly Piece[]): PieceIndex {
  return indexFields(
    pieces,
    pieces.map((piece) => fieldsOf(piece)),
  )
}

/** The same with what `fieldsOf` has told of them: that takes longest, and may be done bit by bit. */
export function indexFields(
  pieces: readonly Pick<Piece, 'shape'>[],
  fields: readonly Record<Field, FieldTerms>[],
): PieceIndex {
  const indexes = Object.fromEntries(
    FIELDS.map((field) => [field, indexField(fields.map((one) => one[field]))]),
  ) as Record<Field, FieldIndex>
  const weights = pieces.map(({ shape }) => WEIGHTS[shape])
  const known = lazily(() => knownTerms(indexes))
  const termsAsked = (question: string, language: string) => termsMeant(question, language, known)
  return {
    search(question, { language, limit, without }) {
      const hits = hitsOf({ indexes, weights }, termsAsked(question, language), without)
      const found = hits.filter(({ score }) => score > 0)
      return found.sort((a, b) => b.score - a.score || a.piece - b.piece).slice(0, limit)
    },
    judge(question, language, hits) {
      const { body: terms } = termsAsked(question, language)
      const occurrences = {
        total: pieces.length,
        found: mapWordFields((field) => countsIn(indexes[field], terms)),
      }
      const found = hits.map(({ piece, score, signals }): FoundPiece => {
        const counts = WORD_FIELDS.map((field) => fields[piece]?.[field].counts ?? new Map<string, number>())
        return { score, signals, terms: new Set(counts.flatMap((one) => [...one.keys()])) }
      })
      const asked = { terms, told: toldOtherwise(question, language) }
      return judgePieces(asked, occurrences, found).flatMap(({ index, evidence }) => {
        const hit = hits[index]
        return hit ? [{ ...hit, evidence }] : []
      })
    },
  }
}

/** The terms that a question looks for; of a word that no piece has, the one that may be meant. */
function termsMeant(question: string, language: string, known: () => ReadonlyMap<string, KnownTerm>) {
  const written = questionTerms(question, language).body
  const unknown = written.filter((term) => slipsIn(term) > 0 && !known().has(term))
  const meant = unknown.map((term) => [term, meantTerm(term, known().values()) ?? term] as const)
  return questionTerms(question, language, new Map(meant))
}

type Indexed = {
  indexes: Record<Field, FieldIndex>
  /** What each field of a piece is worth, by the place of the piece. */
  weights: readonly Record<Field, number>[]
}

/** All that the terms find in any field, in no order. */
function hitsOf(
  { indexes, weights }: Indexed,
  terms: Record<Field, string[]>,
  without: ReadonlySet<number> = new Set(),
): Hit[] {
  const hits = new Map<number, Hit>()
  for (const field of FIELDS) {
    const scores = scoreField(indexes[field], terms[field], weights.length)
    for (const piece of without) scores.delete(piece)
    for (const [piece, score, place] of ranked(scores)) {
      const hit = hits.get(piece) ?? { piece, score: 0, signals: { ...NOTHING } }
      hit.signals[field] = score
      hit.score += (weights[piece]?.[field] ?? 0) * placeValue(place)
      hits.set(piece, hit)
    }
  }
  return [...hits.values()]
}

function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** All words, and in how many pieces of how many fields each is. */
function knownTerms(indexes: Record<Field, FieldIndex>): Map<string, KnownTerm> {
  const known = new Map<string, KnownTerm>()
  for (const field of WORD_FIELDS) {
    for (const [term, { length }] of indexes[field].postings) {
      known.set(term, { term, found: (known.get(term)?.found ?? 0) + length })
    }
  }
  return known
}

function countsIn({ postings }: FieldIndex, terms: readonly string[]): Map<string, number> {
  return new Map(terms.map((term) => [term, postings.get(term)?.length ?? 0]))
}

function mapWordFields<T>(make: (field: (typeof WORD_FIELDS)[number]) => T) {
  return { title: make('title'), body: make('body'), alternate: make('alternate') }
}

const NOTHING: Record<Field, number> = { title: 0, body: 0, trigram: 0, alternate: 0 }

function indexField(fields: readonly FieldTerms[]): FieldIndex {
  const postings = new Map<string, Posting[]>()
  for (const [piece, { counts, length }] of fields.entries()) {
    for (const [term, count] of counts) {
      const known = postings.get(term)
      if (known) known.push({ piece, count, length })
      else postings.set(term, [{ piece, count, length }])
    }
  }
  const filled = fields.filter(({ length }) => length > 0)
  const total = filled.reduce((sum, { length }) => sum + length, 0)
  return { postings, averageLength: total / Math.max(filled.length, 1) }
}

function scoreField(
  { postings, averageLength }: FieldIndex,
  terms: readonly string[],
  total: number,
): Map<number, number> {
  const scores = new Map<number, number>()
  for (const term of terms) {
    const found = postings.get(term) ?? []
    const worth = rarity(found.length, total)
    for (const { piece, count, length } of found) {
      scores.set(piece, (scores.get(piece) ?? 0) + worth * weigh(count, length, averageLength))
    }
  }
  return scores
}

/** Equal scores have one place: of a title that stands above many pieces, all of them. */
function ranked(scores: Map<number, number>): [piece: number, score: number, place: number][] {
  const best = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, RANKED_MAX)
  let place = 0
  return best.map(([piece, score], at) => {
    // The order in which terms were added must not part equals.
    if (Math.round(score * 1e6) !== Math.round((best[at - 1]?.[1] ?? -1) * 1e6)) place++
    return [piece, score, place]
  })
}
