import type { AnswerTrace } from '@hilo/protocol'

/** A candidate with its words, and in which language they are. */
export type FoundChunk = AnswerTrace['candidates'][number] & { text: string; language: string }

/** How far a candidate is above what its kind needs: from 1 on it answers. */
export function marginOf(chunk: FoundChunk | undefined): number {
  return chunk ? chunk.evidence / Math.max(chunk.threshold, Number.EPSILON) : 0
}
