import type { Piece } from './fields.ts'

// From which evidence on an answer is given: set by asking an org's own knowledge what it no longer says.

/** Of the questions whose answer was taken away, so many may still look answered. */
const WRONG_MAX = 0.055

/** Fewer questions say nothing of the next one. */
export const CALIBRATED_MIN = 40

/** Before there is enough to calibrate on: rather silent than wrong. */
export const CAREFUL_THRESHOLD = 0.33

/** Knowledge of a kind never becomes so sure of itself that a word in common is enough. */
export const LEAST_THRESHOLD = 0.25

const QUESTION_WORDS = 12
const SENTENCE_WORDS_MIN = 8
const PER_PIECE = 3

/**
 * What somebody might ask whom a piece answers: title and other questions of an answer of its own, and the
 * latter half of sentences of a part, where they say what is new.
 */
export function likelyQuestions({ title, body, alternates, shape }: Piece): string[] {
  if (shape !== 'part') return [title, ...alternates].slice(0, PER_PIECE)
  const sentences = body.split(/(?<=[.!?])\s+|\n+/).map((sentence) => sentence.split(/\s+/))
  return sentences
    .filter(({ length }) => length >= SENTENCE_WORDS_MIN)
    .slice(0, PER_PIECE)
    .map((words) =>
      words
        .slice(Math.floor(words.length / 2))
        .slice(0, QUESTION_WORDS)
        .join(' '),
    )
}

/** The threshold that follows from the evidence for questions whose answers were taken away. */
export function thresholdFrom(evidences: readonly number[]): number {
  if (evidences.length < CALIBRATED_MIN) return CAREFUL_THRESHOLD
  const sorted = [...evidences].sort((a, b) => b - a)
  return Math.max(sorted[Math.floor(sorted.length * WRONG_MAX)] ?? 1, LEAST_THRESHOLD)
}
