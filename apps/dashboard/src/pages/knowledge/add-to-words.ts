import type { ArticleWords } from '@hilo/protocol'

/** What an article that exists is to answer besides: a question in all its words, and what was said to it. */
export type Addition = { questions: readonly string[]; answer: string | null }

const QUESTION_MAX = 300

/**
 * An article with other questions among its own, and what was answered at the end of its text. What stands
 * there already is not said twice.
 */
export function addToWords(words: ArticleWords, { questions, answer }: Addition): ArticleWords {
  const known = new Set([words.title, ...words.alternates].map(folded))
  const alternates = [...words.alternates]
  for (const question of questions.map(inOneLine)) {
    if (question === '' || known.has(folded(question))) continue
    known.add(folded(question))
    alternates.push(question)
  }
  const said = answer?.trim() ?? ''
  const isSaid = words.body.includes(said)
  return {
    ...words,
    alternates,
    body: isSaid ? words.body : `${words.body.trimEnd()}\n\n${said}`.trimStart(),
  }
}

/** An alternate is a line; of several messages that are one question each was one. */
function inOneLine(question: string): string {
  return question.replace(/\s+/g, ' ').trim().slice(0, QUESTION_MAX).trimEnd()
}

function folded(question: string): string {
  return inOneLine(question).toLowerCase()
}
