import { termsOf, topicsIn, type WrittenDraft } from '@hilo/ai'
import type { Checking } from './check-draft.ts'
import type { Known } from './conclude.ts'

/**
 * Whether a question is plainly outside the topics of its inbox, where no model can tell: neither it nor the
 * article that comes closest has a word of any of them. Who says nothing yet is outside of nothing.
 */
export function isOffTopic({ work, prepared, asked, found }: Known): boolean {
  const { topics } = work.request.instructions
  const question = asked?.question ?? prepared.question
  if (topics.length === 0 || termsOf(question, prepared.language).length === 0) return false
  const [best] = found?.candidates ?? []
  const article = best ? [{ text: [best.title, ...best.headings].join('\n'), language: best.language }] : []
  const said = [{ text: question, language: prepared.language }, ...article]
  return said.every((one) => topicsIn(one, topics).length === 0)
}

/** Whether a model names no topic of the inbox for what it writes. */
export function isOffTopicDraft({ request }: Pick<Checking, 'request'>, { topic }: WrittenDraft): boolean {
  const { topics } = request.instructions
  return topics.length > 0 && (topic === null || !topics.includes(topic))
}
