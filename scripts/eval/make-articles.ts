import type { EvalSet } from './read-sets.ts'

/** What an org of some size has written: long pages, and questions with their answers. */
export type MadeArticle = {
  kind: 'page' | 'faq'
  title: string
  body: string
  alternates: string[]
  language: string
}

const PAGE_CHUNKS = 20
const SENTENCES = 5
/** Of ten chunks so many are answers of their own. */
const ANSWERS_OF_TEN = 2

/**
 * Articles of so many chunks in all, of sentences of real texts in an order that no text has. The same sets
 * and number give the same articles.
 */
export function* makeArticles(sets: readonly EvalSet[], chunks: number): Generator<MadeArticle> {
  const random = randomFrom(chunks)
  const languages = [...Map.groupBy(sets, ({ language }) => language)].map(([language, own]) => ({
    language,
    sentences: own.flatMap(sentencesOf),
  }))
  const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  for (let made = 0; made < chunks; ) {
    const { language, sentences } = any(languages)
    const title = any(sentences).split(/\s+/).slice(0, 8).join(' ')
    const paragraph = () =>
      Array.from({ length: SENTENCES }, () => any(sentences))
        .join(' ')
        .slice(0, 1_000)
    const isAnswer = made % 100 < ANSWERS_OF_TEN * 10
    const count = isAnswer ? 1 : Math.min(PAGE_CHUNKS, chunks - made)
    const body = Array.from(
      { length: count },
      (_, at) => `## ${any(sentences).slice(0, 30)} ${at}\n\n${paragraph()}`,
    )
    yield { kind: isAnswer ? 'faq' : 'page', title, body: body.join('\n\n'), alternates: [], language }
    made += count
  }
}

function sentencesOf({ articles }: EvalSet): string[] {
  const texts = articles.flatMap(({ passages }) => passages.map(({ text }) => text))
  return texts.flatMap((text) => text.split(/(?<=[.!?])\s+/)).filter((text) => text.length > 20)
}

/** Numbers from 0 to 1 that look as if by chance. https://doi.org/10.18637/jss.v008.i14 */
function randomFrom(seed: number): () => number {
  let state = seed || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
