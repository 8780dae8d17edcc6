import { chunkMarkdown, indexPieces, likelyQuestions, type Piece, shapeOf, thresholdFrom } from '@hilo/ai'
import type { OpenEngine, OpenJudging } from './engine.ts'
import type { WrittenArticle } from './write-article.ts'

const JUDGED = 10

/** The reference: all of it in memory. */
export const openMemoryEngine: OpenEngine = async (articles) => {
  const pieces = piecesOf(articles)
  const index = indexPieces(pieces)
  return {
    search: async (question, options) =>
      index
        .judge(question, options.language, index.search(question, options))
        .flatMap(({ piece }) => pieces[piece] ?? []),
    close: async () => {},
  }
}

export const openMemoryJudging: OpenJudging = async (articles) => {
  const pieces = piecesOf(articles)
  const index = indexPieces(pieces)
  const ask = (question: string, language: string, without?: ReadonlySet<number>) => {
    const hits = index.search(question, { language, limit: JUDGED, without })
    return index.judge(question, language, hits).flatMap(({ piece: at, evidence }) => {
      const piece = pieces[at]
      return piece ? [{ evidence, piece }] : []
    })
  }
  return {
    calibrate: async () =>
      thresholdFrom(
        pieces.flatMap((piece, at) =>
          likelyQuestions(piece).map(
            (question) => ask(question, piece.language, new Set([at]))[0]?.evidence ?? 0,
          ),
        ),
      ),
    judge: async (question, language, isGone) => {
      const gone = isGone && pieces.flatMap((piece, at) => (isGone(piece) ? [at] : []))
      return ask(question, language, gone && new Set(gone))
    },
    close: async () => {},
  }
}

type Located = Piece & { articleId: string; start: number; end: number }

/** The pieces of articles, as the server has them. */
export function piecesOf(articles: readonly Omit<WrittenArticle, 'spans'>[]): Located[] {
  return articles.flatMap(({ id, title, body, alternates, language }) => {
    const chunks = chunkMarkdown(body)
    const shape = shapeOf({ pieces: chunks.length, alternates })
    return chunks.map(({ headings, start, end }) => ({
      ...{ articleId: id, start, end, title, headings, body: body.slice(start, end) },
      ...{ alternates, language, shape },
    }))
  })
}
