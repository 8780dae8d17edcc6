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

/** Where is looked whether what was found is enough for an answer. */
export type JudgingEngine = {
  /** From which evidence on an answer is given, by what the articles themselves say. */
  calibrate(): Promise<number>
  /** `isGone`: as if these pieces were not there. */
  judge(
    question: string,
    language: string,
    isGone?: (piece: Found) => boolean,
  ): Promise<{ evidence: number; best: Found | null }>
  close(): Promise<void>
}

export type OpenJudging = (
  articles: readonly WrittenArticle[],
  set: { kind: 'page' | 'faq' },
) => Promise<JudgingEngine>
