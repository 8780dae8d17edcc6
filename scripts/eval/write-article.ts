import type { EvalArticle } from './read-sets.ts'

/** An article as a member would write it, and where its passages stand in it. */
export type WrittenArticle = {
  id: string
  title: string
  body: string
  alternates: string[]
  language: string
  spans: { passageId: string; start: number; end: number }[]
}

/** Puts the passages of an article below each other, each below a heading of its own: no chunk has two. */
export function writeArticle({ passages, ...article }: EvalArticle, language: string): WrittenArticle {
  let body = ''
  const spans = passages.map(({ id, text }, at) => {
    if (passages.length > 1) body += `${at > 0 ? '\n\n' : ''}## ${at + 1}\n\n`
    const start = body.length
    body += text
    return { passageId: id, start, end: body.length }
  })
  return { ...article, body, language, spans }
}

/** The passages that a piece of an article has words of, the one with the most first. */
export function passagesIn({ spans }: WrittenArticle, piece: { start: number; end: number }): string[] {
  const shared = spans.map(({ passageId, start, end }) => ({
    passageId,
    length: Math.min(end, piece.end) - Math.max(start, piece.start),
  }))
  const found = shared.filter(({ length }) => length > 0).sort((a, b) => b.length - a.length)
  return found.map(({ passageId }) => passageId)
}
