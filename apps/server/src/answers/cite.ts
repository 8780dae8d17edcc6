import type { Span } from '@hilo/ai'
import type { AnswerCitation } from '@hilo/protocol'
import type { FoundChunk } from './found-chunk.ts'

/** A citation of a part of a chunk, by its place in the article; null: of all that the chunk says. */
export function cite(chunk: FoundChunk, span: Span | null): AnswerCitation {
  const { chunkId, articleId, version, title, audience, start, text } = chunk
  const part = span ?? { start: 0, end: text.length }
  return {
    ...{ chunkId, articleId, version, title, audience },
    start: start + part.start,
    end: start + part.end,
    // Of an article that is only named, or whose title says it all.
    quote: text.slice(part.start, part.end) || title,
  }
}
