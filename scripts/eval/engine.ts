import type { WrittenArticle } from './write-article.ts'

/** Where pieces of articles are looked for. */
export type Engine = {
  /** The best pieces, the best first. */
  search(question: string, options: { language: string; limit: number }): Promise<Found[]>
  close(): Promise<void>
}

export type Found = { articleId: string; start: number; end: number }

export type OpenEngine = (
  articles: readonly WrittenArticle[],
  set: { kind: 'page' | 'faq' },
) => Promise<Engine>
