import { type Piece, shapeOf } from './fields.ts'

const QUESTION_WORDS = 12
const SENTENCE_WORDS_MIN = 8

/** Of so many other questions one is asked, and no more than a few of all. */
const PER_ASKED = 4
const ASKED_MAX = 3

/** Questions, and the piece that answers them as if it had never said them; none: nothing would be left. */
export type HeldOut = { questions: string[]; piece: Piece }

/**
 * Takes out of a piece what somebody might ask who has not read it: some of its other questions, its title,
 * or a sentence of a part.
 */
export function holdOut(piece: Piece): HeldOut {
  const { title, alternates, body, shape } = piece
  if (shape === 'part') return withoutSentence(piece)
  if (alternates.length === 0) {
    return body.trim() === ''
      ? { questions: [], piece }
      : { questions: [title], piece: { ...piece, title: '' } }
  }
  const count = Math.min(Math.ceil(alternates.length / PER_ASKED), ASKED_MAX)
  const others = alternates.slice(0, -count)
  const left = { ...piece, alternates: others, shape: shapeOf({ pieces: 1, alternates: others }) }
  return { questions: alternates.slice(-count), piece: left }
}

/** What is asked is the latter half of the sentence, where it says what is new. */
function withoutSentence(piece: Piece): HeldOut {
  const sentences = piece.body.split(/(?<=[.!?])\s+|\n+/)
  const at = sentences.findIndex((sentence) => sentence.split(/\s+/).length >= SENTENCE_WORDS_MIN)
  const body = sentences.toSpliced(at, 1).join(' ')
  if (at < 0 || body.trim() === '') return { questions: [], piece }
  const words = (sentences[at] ?? '').split(/\s+/)
  const question = words
    .slice(Math.floor(words.length / 2))
    .slice(0, QUESTION_WORDS)
    .join(' ')
  return { questions: [question], piece: { ...piece, body } }
}

const PLACED_MAX = 6_000
const QUESTIONS_MAX = 20

/** What of a piece is placed: no more than any model takes. */
export function placedText({ title, headings, body, alternates, shape }: Piece): string {
  const asked = shape === 'part' ? [] : alternates.slice(0, QUESTIONS_MAX)
  return [title, ...headings, ...asked, body].filter(Boolean).join('\n').slice(0, PLACED_MAX).toWellFormed()
}
