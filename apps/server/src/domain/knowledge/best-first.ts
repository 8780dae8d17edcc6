import { asksExactly } from '@hilo/ai'
import type { ArticleKind, Id } from '@hilo/protocol'
import type { Thresholds } from './knowledge.ts'

type Judged = {
  articleId: Id
  kind: ArticleKind
  title: string
  alternates: readonly string[]
  evidence: number
}

/**
 * What is quoted comes first, the rest as it was found. What was asked for by its own title, or by a question
 * that it is said to answer, is proven by that: of a long article, the piece that its words found. Else the
 * first that says as much as its kind needs: a title may be alike, and the article below it answer.
 */
export function bestFirst<Chunk extends Judged>(
  question: string,
  chunks: readonly Chunk[],
  thresholds: Thresholds,
): Chunk[] {
  const exact = chunks.filter((chunk) => asksExactly(question, chunk)).filter(isFirstOfArticle)
  const others = chunks.filter((chunk) => !exact.includes(chunk))
  const enough = others.find(({ kind, evidence }) => evidence >= thresholds[kind])
  return [
    ...exact.map((chunk) => ({ ...chunk, evidence: 1 })),
    ...others.filter((chunk) => chunk === enough),
    ...others.filter((chunk) => chunk !== enough),
  ]
}

function isFirstOfArticle({ articleId }: Judged, at: number, all: readonly Judged[]): boolean {
  return all.findIndex((one) => one.articleId === articleId) === at
}
