import { z } from 'zod'
import { HandoffReason } from './answer.ts'
import { Id } from './id.ts'

/** The words of what is counted of AI's replies; the contract is in `api/answer-figures.ts`. */

const Count = z.number().int()

export const AnswerCounts = z.object({
  /** Everything that AI said: what follows, and questions back. */
  replies: Count,
  /** Something was stated, from what is cited. */
  answered: Count,
  /** Articles were named that may say it. */
  suggested: Count,
  handedOver: Count,
  /** Answers of which the contact said that they helped, in words or by a thumb. */
  confirmed: Count,
  /**
   * Answers after which the contact wrote no more for a day, with neither a thumb nor a person's message.
   * That is silence, and no success: it is in none of the other figures.
   */
  assumed: Count,
  /** Replies of which the contact said that they did not help. */
  unhelpful: Count,
  /** Replies that the last member who rated them rated good, and bad. */
  ratedGood: Count,
  ratedBad: Count,
  /** What the calls of models for replies cost, as far as their price is known. */
  microUsd: z.number(),
  /** The calls whose price nobody knows. */
  unknownCalls: Count,
})
export type AnswerCounts = z.infer<typeof AnswerCounts>

/** What became of the conversations in which AI said something in a period. */
const AnsweredConversations = z.object({
  count: Count,
  /** Given to people, whatever was answered before. */
  handedOver: Count,
  /** Of the others, those in which the contact said that an answer helped. */
  confirmed: Count,
  /** Of those that are left, those that ended with an answer and a day of silence. */
  assumed: Count,
})

/** What became of AI's replies in a period. Days are those of the org's time zone. */
export const AnswerFigures = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  timeZone: z.string(),
  total: AnswerCounts,
  conversations: AnsweredConversations,
  /** Why people were given the turn, the most frequent first. */
  reasons: z.array(z.object({ reason: HandoffReason, count: Count })),
  /** Those in which AI said something, the busiest first. */
  inboxes: z.array(z.object({ inboxId: Id, name: z.string(), counts: AnswerCounts })),
  /** Those on which AI said something, the last first. */
  days: z.array(z.object({ day: z.iso.date(), counts: AnswerCounts })),
})
export type AnswerFigures = z.infer<typeof AnswerFigures>
