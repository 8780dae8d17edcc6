import { chunkMarkdown, indexPieces, shapeOf } from '@hilo/ai'
import type { OpenEngine } from './engine.ts'

/** The reference: all of it in memory. */
export const openMemoryEngine: OpenEngine = async (articles) => {
  const pieces = articles.flatMap((article) => {
    const chunks = chunkMarkdown(article.body)
    return chunks.map((chunk) => ({
      ...{ articleId: article.id, start: chunk.start, end: chunk.end },
      ...{ title: article.title, headings: chunk.headings },
      body: article.body.slice(chunk.start, chunk.end),
      ...{ alternates: article.alternates, language: article.language },
      shape: shapeOf({ pieces: chunks.length, alternates: article.alternates }),
    }))
  })
  const index = indexPieces(pieces)
  return {
    search: async (question, options) =>
      index.search(question, options).flatMap(({ piece }) => pieces[piece] ?? []),
    close: async () => {},
  }
}
