import type { Engine, OpenEngine } from './engine.ts'
import type { EvalSet } from './read-sets.ts'
import { passagesIn, type WrittenArticle, writeArticle } from './write-article.ts'

export type RetrievalFigures = { first: number; five: number; gain: number; questions: number }

const PIECES = 20
const DEPTH = 10

/** How often the passage with the answer comes first, or among the first five, and nDCG of ten. */
export async function measureRetrieval(set: EvalSet, open: OpenEngine): Promise<RetrievalFigures> {
  const articles = new Map(set.articles.map((one) => [one.id, writeArticle(one, set.language)]))
  const engine = await open([...articles.values()], set)
  const sum = { first: 0, five: 0, gain: 0 }
  for (const { text, passageId } of set.questions) {
    const passages = await passagesFor(engine, articles, { text, language: set.askedIn ?? set.language })
    const place = passages.indexOf(passageId)
    if (place === 0) sum.first++
    if (place >= 0 && place < 5) sum.five++
    if (place >= 0 && place < DEPTH) sum.gain += 1 / Math.log2(place + 2)
  }
  await engine.close()
  const questions = set.questions.length
  const { first, five, gain } = sum
  return { first: first / questions, five: five / questions, gain: gain / questions, questions }
}

async function passagesFor(
  engine: Engine,
  articles: ReadonlyMap<string, WrittenArticle>,
  { text, language }: { text: string; language: string },
): Promise<string[]> {
  const found = await engine.search(text, { language, limit: PIECES })
  const passages = found.flatMap((piece) => {
    const article = articles.get(piece.articleId)
    return article ? passagesIn(article, piece) : []
  })
  return [...new Set(passages)]
}
