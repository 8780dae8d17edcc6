import { marksAsked, marksOf, toldOtherwise, withTold } from '../rank/told/told.ts'
import { termsOf } from '../text/terms.ts'
import { goesOn, isItem, needsBefore, type Piece } from './leans-on.ts'
import { type Span, sentencesOf } from './sentences.ts'

/** What is quoted of a piece of knowledge, by its place there. */
export type Quote = {
  /** From the first quoted sentence to the last: never more than three, never words of anybody else. */
  readonly span: Span
  /** The sentence that says most of what was asked. */
  readonly best: Span
}

const SENTENCES_MAX = 3
const LENGTH_MAX = 700

/** What says less of a question than this may answer it in words of its own, which stand beside it. */
const SHARE_MIN = 0.65
/** The same of what tells a time, a price or whatever else was asked for. */
const SHARE_MIN_TOLD = 0.5

/**
 * The sentences of a piece that answer a question best, as they stand there: for orgs without a model, whose
 * answers never say a thing in other words. Null when the piece has no sentence.
 */
export function quoteFrom(
  question: string,
  { text, language }: { text: string; language: string },
): Quote | null {
  const spans = sentencesOf(text)
  const told = toldOtherwise(question, language)
  const sentences = spans.map(({ start, end }) => {
    const sentence = text.slice(start, end)
    return withTold(new Set([...termsOf(sentence, language), ...marksOf(sentence)]), told)
  })
  const asked = [...new Set([...termsOf(question, language), ...marksAsked(question, language)])]
  const worth = new Map(
    asked.map((term) => {
      const count = sentences.filter((terms) => terms.has(term)).length
      return [term, Math.log(1 + sentences.length / (count + 0.5))]
    }),
  )
  const sum = (terms: readonly string[]) => terms.reduce((all, term) => all + (worth.get(term) ?? 0), 0)
  const scores = sentences.map((terms) => sum(asked.filter((term) => terms.has(term))))
  const at = scores.indexOf(Math.max(...scores))
  const best = spans[at]
  if (!best) return null
  const shareOf = ({ from, to }: Row) => {
    const said = sentences.slice(from, to + 1)
    return sum(asked.filter((term) => said.some((terms) => terms.has(term)))) / (sum(asked) || 1)
  }
  const marks = marksAsked(question, language)
  const isTold = marks.length > 0 && marks.every((mark) => sentences[at]?.has(mark))
  const least = isTold ? SHARE_MIN_TOLD : SHARE_MIN
  const isLittle = (row: Row) => shareOf(row) < least
  const { from, to } = rowAround(at, { scores, isLittle, piece: { text, spans, language } })
  return { span: shorten(best, spans.slice(from, to + 1)), best }
}

/** Sentences in a row, by their places. */
type Row = { from: number; to: number }

type Judging = {
  scores: readonly number[]
  /** Whether a row says little of the question. */
  isLittle(row: Row): boolean
  piece: Piece
}

/**
 * The best one with the sentences beside it that are about the question too, that it needs, or that need it;
 * and with all of them while the row says little of what was asked. The items of a list are of one thing
 * each: beside one of them only what says as much of the question is taken.
 */
function rowAround(at: number, { scores, isLittle, piece }: Judging): Row {
  let row = { from: at, to: at }
  while (row.to - row.from + 1 < SENTENCES_MAX) {
    const [before, after] = [row.from - 1, row.to + 1]
    const isNeeded = needsBefore(piece, row.from)
    const wants = (index: number) => index in scores && (isLittle(row) || (scores[index] ?? 0) > 0)
    const isBeside = (index: number) =>
      itemOf(piece, index) === itemOf(piece, at) || (scores[index] ?? 0) >= (scores[at] ?? 0)
    const mayTake = (index: number) => itemOf(piece, at) === null || isBeside(index)
    const takesBefore = before >= 0 && mayTake(before) && (isNeeded || wants(before))
    const takesAfter = after < scores.length && mayTake(after) && (wants(after) || goesOn(piece, after))
    if (!takesBefore && !takesAfter) break
    const isBetter = isNeeded || (scores[before] ?? 0) > (scores[after] ?? 0)
    row = takesBefore && (isBetter || !takesAfter) ? { ...row, from: before } : { ...row, to: after }
  }
  return row
}

/** The first sentence of the item of a list that a sentence is in; null: it is in none. */
function itemOf(piece: Piece, index: number): number | null {
  for (let at = index; at >= 0; at--) {
    if (isItem(piece, at)) return at
    const [before, own] = [piece.spans[at - 1], piece.spans[at]]
    if (!before || !own || piece.text.slice(before.end, own.start).includes('\n')) return null
  }
  return null
}

function shorten(best: Span, spans: readonly Span[]): Span {
  const rows = [spans, spans.slice(0, -1), spans.slice(1), [best]]
  const whole = rows
    .filter((row) => row.includes(best))
    .map((row) => ({ start: row[0]?.start ?? best.start, end: row.at(-1)?.end ?? best.end }))
  return whole.find(({ start, end }) => end - start <= LENGTH_MAX) ?? best
}
