import { tellsTime, toldByTime } from '../rank/told-by-time.ts'
import { termsOf } from '../text/terms.ts'
import { goesOn, needsBefore, type Piece } from './leans-on.ts'
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

/**
 * The sentences of a piece that answer a question best, as they stand there: for orgs without a model, whose
 * answers never say a thing in other words. Null when the piece has no sentence.
 */
export function quoteFrom(
  question: string,
  { text, language }: { text: string; language: string },
): Quote | null {
  const spans = sentencesOf(text)
  const byTime = toldByTime(question, language)
  const sentences = spans.map(({ start, end }) => {
    const terms = new Set(termsOf(text.slice(start, end), language))
    return tellsTime(terms) ? terms.union(byTime) : terms
  })
  const asked = [...new Set(termsOf(question, language))]
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
  const { from, to } = rowAround(at, { scores, shareOf, piece: { text, spans, language } })
  return { span: shorten(best, spans.slice(from, to + 1)), best }
}

/** Sentences in a row, by their places. */
type Row = { from: number; to: number }

type Judging = {
  scores: readonly number[]
  /** How much of the question a row has. */
  shareOf(row: Row): number
  piece: Piece
}

/**
 * The best one with the sentences beside it that are about the question too, that it needs, or that need it;
 * and with all of them while the row says little of what was asked.
 */
function rowAround(at: number, { scores, shareOf, piece }: Judging): Row {
  let row = { from: at, to: at }
  while (row.to - row.from + 1 < SENTENCES_MAX) {
    const [before, after] = [row.from - 1, row.to + 1]
    const isLittle = shareOf(row) < SHARE_MIN
    const isNeeded = needsBefore(piece, row.from)
    const wants = (index: number) => index in scores && (isLittle || (scores[index] ?? 0) > 0)
    const takesBefore = before >= 0 && (isNeeded || wants(before))
    const takesAfter = after < scores.length && (wants(after) || goesOn(piece, after))
    if (!takesBefore && !takesAfter) break
    const isBetter = isNeeded || (scores[before] ?? 0) > (scores[after] ?? 0)
    row = takesBefore && (isBetter || !takesAfter) ? { ...row, from: before } : { ...row, to: after }
  }
  return row
}

function shorten(best: Span, spans: readonly Span[]): Span {
  const rows = [spans, spans.slice(0, -1), spans.slice(1), [best]]
  const whole = rows
    .filter((row) => row.includes(best))
    .map((row) => ({ start: row[0]?.start ?? best.start, end: row.at(-1)?.end ?? best.end }))
  return whole.find(({ start, end }) => end - start <= LENGTH_MAX) ?? best
}
