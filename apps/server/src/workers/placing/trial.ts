import type { Hit, Piece, PieceIndex, TriedQuestion } from '@hilo/ai'
import type { ArticleAudience, ArticleKind, Id } from '@hilo/protocol'

/** A chunk of the trial as it was, as what it has been made to forget, and where that stands. */
export type TrialPiece = {
  kind: ArticleKind
  chunkId: Id
  audience: ArticleAudience
  whole: Piece
  piece: Piece
  vector: Float32Array
}

/** What a question found, by its words and by what is near to it. */
export type TrialQuestion = Omit<TriedQuestion, 'words'> & {
  question: string
  language: string
  words: readonly Hit[]
  /** How near those are. */
  likenesses: ReadonlyMap<number, number>
}

/** Some of the org's chunks, made to forget a little, and what they were asked. */
export type Trial = {
  pieces: readonly TrialPiece[]
  index: PieceIndex
  asked: readonly TrialQuestion[]
}
