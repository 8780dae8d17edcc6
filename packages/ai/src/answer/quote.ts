import { termsOf } from '../text/terms.ts'
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

/**
 * The sentences of a piece that answer a question best, as they stand there: for orgs without a model, whose
 * answers never say a thing in other words. Null when the piece has no sentence.
 */
export function quoteFrom(
  question: string,
  { text, language }: { text: string; language: string },
): Quote | null {
  const sentences = sentencesOf(text).map((span) => ({
    span,
    terms: new Set(termsOf(text.slice(span.start, span.end), language)),
  }))
  const asked = [...new Set(termsOf(question, language))]
  const worth = new Map(
    asked.map((term) => {
      const count = sentences.filter(({ terms }) => terms.has(term)).length
      return [term, Math.log(1 + sentences.length / (count + 0.5))]
    }),
  )
  const scores = sentences.map(({ terms }) =>
    asked.reduce((sum, term) => sum + (terms.has(term) ? (worth.get(term) ?? 0) : 0), 0),
  )
  const at = scores.indexOf(Math.max(...scores))
  const best = sentences[at]?.span
  if (!best) return null
  const window = windowAround(at, scores)
  const spans = window.map((index) => sentences[index]?.span ?? best)
  return { span: shorten(best, spans), best }
}

/** The three in a row, with the best among them, that say most; what follows is worth more than what precedes. */
function windowAround(at: number, scores: readonly number[]): number[] {
  const starts = [at, at - 1, at - 2].filter((start) => start >= 0)
  const rows = starts.map((start) =>
    Array.from({ length: SENTENCES_MAX }, (_, step) => start + step).filter((index) => index < scores.length),
  )
  const sum = (row: readonly number[]) => row.reduce((total, index) => total + (scores[index] ?? 0), 0)
  return rows.reduce((a, b) => (b.length > a.length || (b.length === a.length && sum(b) > sum(a)) ? b : a))
}

function shorten(best: Span, spans: readonly Span[]): Span {
  const rows = [spans, spans.slice(0, -1), spans.slice(1), [best]]
  const whole = rows
    .filter((row) => row.includes(best))
    .map((row) => ({ start: row[0]?.start ?? best.start, end: row.at(-1)?.end ?? best.end }))
  return whole.find(({ start, end }) => end - start <= LENGTH_MAX) ?? best
}
