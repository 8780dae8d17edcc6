import { asksExactly, termsOf } from '@hilo/ai'
import { baseLanguage } from '@hilo/protocol'

type Asked = { question: string; language: string }
type Called = { title: string; alternates: readonly string[]; language: string }

/** Whether all that is asked is in the title of an article, or in one of the questions that it is said to answer. */
export function isCalled({ question, language }: Asked, article: Called): boolean {
  if (asksExactly(question, article)) return true
  // The endings of another language are others.
  if (baseLanguage(language) !== baseLanguage(article.language)) return false
  const asked = new Set(termsOf(question, language))
  const names = [article.title, ...article.alternates]
  return asked.size > 0 && names.some((name) => asked.isSubsetOf(new Set(termsOf(name, language))))
}
