import { BUCKETS, bucketsOf, SPELLED } from '../../../packages/ai/src/language/spelled.ts'
import type { Dice } from '../handoff/expand-phrases.ts'

/** A text of a language, by its place in `SPELLED`. */
export type SpelledText = { words: readonly string[]; language: number }

const RATE = 0.3
const DECAY = 1e-5

/** Logistic regression over buckets of letters, by AdaGrad: a weight for each bucket and language. */
export function fitSpelling(rounds: Iterable<readonly SpelledText[]>, dice: Dice): Float64Array {
  const size = SPELLED.length
  const values = new Float64Array(BUCKETS * size)
  const squares = new Float64Array(BUCKETS * size).fill(1e-6)
  for (const texts of rounds) {
    for (const { words, language } of shuffled(texts, dice)) {
      const seen = bucketsOf(words)
      const errors = errorsOf(seen, language, values)
      for (const { bucket, value } of seen) {
        for (const [place, error] of errors.entries()) {
          const at = bucket * size + place
          const slope = error * value + DECAY * (values[at] ?? 0)
          squares[at] = (squares[at] ?? 0) + slope * slope
          values[at] = (values[at] ?? 0) - (RATE * slope) / Math.sqrt(squares[at] ?? 1)
        }
      }
    }
  }
  return values
}

/** By how much each language is thought to be more likely than it is. */
function errorsOf(seen: ReturnType<typeof bucketsOf>, language: number, values: Float64Array): number[] {
  const size = SPELLED.length
  const scores = [...SPELLED.keys()].map((place) =>
    seen.reduce((sum, { bucket, value }) => sum + value * (values[bucket * size + place] ?? 0), 0),
  )
  const total = scores.reduce((sum, score) => sum + Math.exp(score), 0)
  return scores.map((score, place) => Math.exp(score) / total - (place === language ? 1 : 0))
}

function shuffled<Value>(values: readonly Value[], dice: Dice): Value[] {
  const mixed = [...values]
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = Math.floor(dice() * (at + 1))
    const [one, two] = [mixed[at], mixed[other]] as [Value, Value]
    mixed[at] = two
    mixed[other] = one
  }
  return mixed
}
