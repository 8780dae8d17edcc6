import { z } from 'zod'
import { HandoffReason } from './answer.ts'
import { ArticleWords } from './article.ts'
import { Id } from './id.ts'

/** What AI could not answer from the knowledge, and what people answered. */

export const GAP_ANSWERS_MAX = 1_000
/** A text with more questions is one. */
export const QUESTION_PARTS_MAX = 100

/** An answer, or a hand-over, that did not say what was asked. */
export const GapAsked = z.strictObject({
  answerId: Id,
  /** Which of the questions that were asked at once, from 1; 0: all that was asked. */
  part: z.number().int().min(0).max(QUESTION_PARTS_MAX),
})
export type GapAsked = z.infer<typeof GapAsked>

/** Questions in about the same words for which too little was found. */
export const Gap = z.object({
  /** As it was asked last, without secrets. */
  question: z.string(),
  /** Other words in which it was asked. */
  others: z.array(z.string()),
  language: z.string(),
  count: z.number().int(),
  lastAskedAt: z.iso.datetime(),
  /** What it is made of. */
  asked: z.array(GapAsked),
  /** Where it was asked last. */
  conversationId: Id,
  /**
   * `answered`: asked now it would be. `found`: enough is found now, and the model that answers has not been
   * asked whether that is an answer.
   */
  now: z.enum(['answered', 'found', 'missing']),
})
export type Gap = z.infer<typeof Gap>

/** What members said to a question, as it might become an article. */
export const Suggestion = z.object({
  /** The answer or hand-over of AI that it begins with; of the conversation, where AI has said nothing. */
  id: Id,
  conversationId: Id,
  /** Why people had it; null where they were offered, and where only people answer. */
  reason: HandoffReason.nullable(),
  language: z.string(),
  /** In the contact's words, without secrets. */
  question: z.string(),
  /** In the words of members, without secrets. */
  answer: z.string(),
  askedAt: z.iso.datetime(),
})
export type Suggestion = z.infer<typeof Suggestion>

/** An article that a suggestion becomes; null: it becomes none. */
export const SuggestionDecision = z.strictObject({
  article: z.strictObject({ ...ArticleWords.shape, isPublished: z.boolean() }).nullable(),
})
export type SuggestionDecision = z.infer<typeof SuggestionDecision>
