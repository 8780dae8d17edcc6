import { createHash } from 'node:crypto'
import { type ArticleWords, type Id, InstructionWords } from '@hilo/protocol'

/** The same for the same instructions, in whatever order their parts were stored. */
export function hashOfWords(words: InstructionWords): string {
  return hashOf(Object.keys(InstructionWords.shape).map((key) => words[key as keyof InstructionWords]))
}

type Tried = ArticleWords & { articleId: Id }

/** The same for the same words of the same articles, in whatever order they come. */
export function hashOfArticles(articles: readonly Tried[]): string {
  const [only, ...others] = articles
  // Of one it is what it was before several could be tried together.
  if (only && others.length === 0) return hashOfArticle(only)
  const hashes = articles.map((words) => `${words.articleId} ${hashOfArticle(words)}`)
  return hashOf(hashes.sort())
}

function hashOfArticle({ language, audience, title, body, alternates }: ArticleWords): string {
  return hashOf([language, audience, title, body, alternates])
}

function hashOf(ordered: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(ordered)).digest('hex')
}
