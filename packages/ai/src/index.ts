export { CHUNK_MAX_LENGTH, type Chunk, chunkMarkdown } from './chunk/chunk.ts'
export { LENGTH_WEIGHT, rarity, SATURATION, weigh } from './rank/bm25.ts'
export { CAREFUL_THRESHOLD, likelyQuestions, thresholdFrom } from './rank/calibrate.ts'
export { evidenceOf, type FoundPiece, type Occurrences, WORD_FIELDS } from './rank/evidence.ts'
export {
  COUNT_MAX,
  type FieldTerms,
  fieldsOf,
  LENGTH_MAX,
  type Piece,
  questionTerms,
  shapeOf,
} from './rank/fields.ts'
export { FIELDS, type Field, RANK_OFFSET, RANKED_MAX, type Shape, WEIGHTS } from './rank/fuse.ts'
export { type Hit, indexPieces, type PieceIndex } from './rank/index-pieces.ts'
export { termsOf } from './text/terms.ts'
