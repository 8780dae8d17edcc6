import type { Article, ArticleWords } from '@hilo/protocol'

/** What of an article is written. */
export function wordsOf({ newest }: Article): ArticleWords {
  const { language, audience, title, body, alternates } = newest
  return { language, audience, title, body, alternates }
}

/** As it is sent: while somebody types, other questions may be empty or end with a space. */
export function cleaned(words: ArticleWords): ArticleWords {
  const alternates = words.alternates.map((line) => line.trim()).filter((line) => line !== '')
  return { ...words, title: words.title.trim(), alternates: [...new Set(alternates)] }
}

/** Whether two say the same. */
export function isSame(one: ArticleWords, other: ArticleWords): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other))
}

function inOrder(words: ArticleWords): unknown[] {
  const { language, audience, title, body, alternates } = cleaned(words)
  return [language, audience, title, body, alternates]
}

export type WordsProblem =
  | 'title_missing'
  | 'title_long'
  | 'body_missing'
  | 'body_long'
  | 'alternate_long'
  | 'alternates_many'

const TITLE_MAX = 300
const BODY_MAX = 200_000
const ALTERNATES_MAX = 100

/** What the server would refuse; a draft may have no text. */
export function problemsOf(words: ArticleWords, isToAnswer: boolean): WordsProblem[] {
  const { title, body, alternates } = cleaned(words)
  const problems: [WordsProblem, boolean][] = [
    ['title_missing', title === ''],
    ['title_long', title.length > TITLE_MAX],
    ['body_missing', isToAnswer && body.trim() === ''],
    ['body_long', body.length > BODY_MAX],
    ['alternate_long', alternates.some((line) => line.length > TITLE_MAX)],
    ['alternates_many', alternates.length > ALTERNATES_MAX],
  ]
  return problems.flatMap(([problem, isThere]) => (isThere ? [problem] : []))
}
