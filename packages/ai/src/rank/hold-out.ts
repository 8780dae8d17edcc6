import { type Piece, shapeOf } from './fields.ts'

const QUESTION_WORDS = 12
const SENTENCE_WORDS_MIN = 8

/** Of so many other questions one is asked, and no more than a few of all. */
const PER_ASKED = 4
const ASKED_MAX = 3
/** And of what it still says. */
const KEPT_MAX = 2

export type HeldOut = {
  /** What the piece answers as if it had never said it; none: nothing would be left. */
  questions: string[]
  /** What it still says, of a part: most of what is asked about a page stands there in these words. */
  kept: string[]
  piece: Piece
}

/**
 * Takes out of a piece what somebody might ask who has not read it: some of its other questions, its title,
 * or a sentence of a part.
 */
export function holdOut(piece: Piece): HeldOut {
  const { title, alternates, body, shape } = piece
  if (shape === 'part') return withoutSentence(piece)
  if (alternates.length === 0) {
    return body.trim() === ''
      ? { questions: [], kept: [], piece }
      : { questions: [title], kept: [], piece: { ...piece, title: '' } }
  }
  const count = Math.min(Math.ceil(alternates.length / PER_ASKED), ASKED_MAX)
  const others = alternates.slice(0, -count)
  const left = { ...piece, alternates: others, shape: shapeOf({ pieces: 1, alternates: others }) }
  return { questions: alternates.slice(-count), kept: [], piece: left }
}

/** What is asked is the latter half of a sentence, where it says what is new. */
function withoutSentence(piece: Piece): HeldOut {
  const sentences = piece.body.split(/(?<=[.!?])\s+|\n+/)
  const long = sentences.filter((sentence) => sentence.split(/\s+/).length >= SENTENCE_WORDS_MIN)
  const [first, ...others] = long
  const body = sentences.filter((sentence) => sentence !== first).join(' ')
  if (first === undefined || body.trim() === '') return { questions: [], kept: [], piece }
  return {
    questions: [latterHalf(first)],
    kept: others.slice(0, KEPT_MAX).map(latterHalf),
    piece: { ...piece, body },
  }
}

function latterHalf(sentence: string): string {
  const words = sentence.split(/\s+/)
  return words
    .slice(Math.floor(words.length / 2))
    .slice(0, QUESTION_WORDS)
    .join(' ')
}

const PLACED_MAX = 6_000
const QUESTIONS_MAX = 20

/** What of a piece is placed: no more than any model takes. */
export function placedText({ title, headings, body, alternates, shape }: Piece): string {
  const asked = shape === 'part' ? [] : alternates.slice(0, QUESTIONS_MAX)
  return [title, ...headings, ...asked, body].filter(Boolean).join('\n').slice(0, PLACED_MAX).toWellFormed()
}
