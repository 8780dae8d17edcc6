import { createHash } from 'node:crypto'
import { type ArticleWords, InstructionWords } from '@hilo/protocol'

/** The same for the same instructions, in whatever order their parts were stored. */
export function hashOfWords(words: InstructionWords): string {
  return hashOf(Object.keys(InstructionWords.shape).map((key) => words[key as keyof InstructionWords]))
}

/** The same for the same words of an article. */
export function hashOfArticle({ language, audience, title, body, alternates }: ArticleWords): string {
  return hashOf([language, audience, title, body, alternates])
}

function hashOf(ordered: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(ordered)).digest('hex')
}
