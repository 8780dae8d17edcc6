import type { Meaning } from '@hilo/protocol'
import type { WrittenArticle } from './write-article.ts'

/** Where pieces of articles are looked for. */
export type Engine = {
  /** The best pieces, the best first. */
  search(question: string, options: { language: string; limit: number }): Promise<Found[]>
  close(): Promise<void>
}

export type Found = { articleId: string; start: number; end: number }

type Judged = { evidence: number; piece: Found }

export type OpenEngine = (
  articles: readonly WrittenArticle[],
  set: { kind: 'page' | 'faq' },
) => Promise<Engine>

/** Where is looked whether what was found is enough for an answer. */
type JudgingEngine = {
  /** From which evidence on an answer is given, by what the articles themselves say. */
  calibrate(): Promise<number>
  /** What a question finds, in its order, with how much of it each says. `isGone`: as if these were not there. */
  judge(question: string, language: string, isGone?: (piece: Found) => boolean): Promise<Judged[]>
  /** What came of the trial of meaning; absent or null where nobody places. */
  meaning?: Meaning | null
  close(): Promise<void>
}

export type OpenJudging = (
  articles: readonly WrittenArticle[],
  set: { kind: 'page' | 'faq' },
) => Promise<JudgingEngine>
