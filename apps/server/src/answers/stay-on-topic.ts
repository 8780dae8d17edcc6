import { termsOf, topicsIn, type WrittenDraft } from '@hilo/ai'
import type { Checking } from './check-draft.ts'
import type { Known } from './conclude.ts'
import type { FoundPart } from './found-parts.ts'

/**
 * Whether a question is plainly outside the topics of its inbox, where no model can tell: neither it nor the
 * article that comes closest has a word of any of them, and that is not called what was asked. Who says
 * nothing yet is outside of nothing.
 */
export function isOffTopic(known: Known): boolean {
  const { prepared, asked, found } = known
  const parts = found?.parts ?? []
  if (parts.length > 0) return parts.every((part) => isPartOffTopic(known, part))
  const question = asked?.question ?? prepared.question
  return isPartOffTopic(known, { question, candidates: found?.candidates ?? [] })
}

/** The same of one of several questions. */
export function isPartOffTopic(
  { work, prepared }: Pick<Known, 'work' | 'prepared'>,
  { question, candidates: [best] }: Pick<FoundPart, 'question' | 'candidates'>,
): boolean {
  const { topics } = work.request.instructions
  if (topics.length === 0 || termsOf(question, prepared.language).length === 0) return false
  // Whoever wrote that article had this very question in mind.
  if (best?.isCalled) return false
  const article = best ? [{ text: [best.title, ...best.headings].join('\n'), language: best.language }] : []
  const said = [{ text: question, language: prepared.language }, ...article]
  return said.every((one) => topicsIn(one, topics).length === 0)
}

/** Whether a model names no topic of the inbox for what it writes. */
export function isOffTopicDraft({ request }: Pick<Checking, 'request'>, { topic }: WrittenDraft): boolean {
  const { topics } = request.instructions
  return topics.length > 0 && (topic === null || !topics.includes(topic))
}
