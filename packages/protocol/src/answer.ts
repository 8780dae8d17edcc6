import { z } from 'zod'
import { AiCall } from './ai.ts'
import { ArticleAudience, Candidate } from './article.ts'
import { Id } from './id.ts'
import { MeaningUse } from './meaning.ts'
import { MODEL_FAULTS } from './model-fault.ts'

/** What AI said to a contact, and why; the contracts are in `api/answers.ts`. */

/** How what nobody wrote came to be in words: heard in a voice note, or seen in a picture, by a machine. */
export const HeardBy = z.enum(['voice', 'picture'])
export type HeardBy = z.infer<typeof HeardBy>

/** Who answers in an inbox from the next message on. Whoever it is, people can take over. */
export const AnswersBy = z.enum(['backend', 'ai', 'people'])
export type AnswersBy = z.infer<typeof AnswersBy>

/**
 * - `answer`: what was asked is answered, from what is cited.
 * - `clarify`: the contact is asked for more, or greeted: nothing is stated.
 * - `suggest`: it is not known. What comes closest is named, if anything does, and a person is offered.
 * - `handoff`: people have the turn.
 */
export const AnswerAction = z.enum(['answer', 'clarify', 'suggest', 'handoff'])
export type AnswerAction = z.infer<typeof AnswerAction>

/** Why AI gave a conversation to people, or offered them: the whole list. */
export const HandoffReason = z.enum([
  'user_asked',
  'no_evidence',
  /** Enough was found, and the model wrote that it is no answer. */
  'model_declined',
  'low_confidence',
  'verify_failed',
  'repeated_question',
  'negative_feedback',
  /** The contact is angry about whoever they write to. */
  'upset',
  'policy_topic',
  /** It is none of the topics that the org wants talked about here. */
  'off_topic',
  /** The model wrote that only a person can do what is asked. */
  'needs_person',
  'tool_failed',
  /** A member has to approve what a tool waits to do. */
  'tool_waits',
  /** The contact could not show who they are. */
  'unproved',
  'budget',
  'provider_error',
  /** Something failed here, and the operator's log says what. */
  'internal_error',
  /** The platform lets nothing through now: the contact was told nothing. */
  'not_sent',
  'injection',
  /** The contact sent what AI cannot read: a file, a place, an order. */
  'unreadable',
  /** The inbox has AI answer at other times: by the hours in which people are there. */
  'other_hours',
])
export type HandoffReason = z.infer<typeof HandoffReason>

/** When AI answers in an inbox, by the hours in which people are there; `always` too where nobody said those. */
export const AiWhen = z.enum(['always', 'outside_hours', 'inside_hours'])
export type AiWhen = z.infer<typeof AiWhen>

/**
 * By a model, or in the words of articles alone: no provider is enabled, or the model declined a message of
 * several questions of which articles answer some.
 */
export const AnswerMode = z.enum(['model', 'quoting'])
export type AnswerMode = z.infer<typeof AnswerMode>

/** Where an answer has its words from. It opens the article as it was, also when that was changed since. */
export const AnswerCitation = z.object({
  chunkId: Id,
  articleId: Id,
  version: z.number().int(),
  title: z.string(),
  audience: ArticleAudience,
  /** Where the cited words are in the body of that version. */
  start: z.number().int(),
  end: z.number().int(),
  quote: z.string(),
})
export type AnswerCitation = z.infer<typeof AnswerCitation>

/** A candidate as a trace keeps it: its text is that of the version, from `start` to `end`. */
const TracedCandidate = Candidate.omit({ text: true }).extend({
  /** The language of the variant of the question that found it. */
  foundBy: z.string(),
  /** From which evidence on its kind of article answers. */
  threshold: z.number(),
})

export const AnswerTrace = z.object({
  mode: AnswerMode,
  /** The language of the answer. */
  language: z.string(),
  /** What was looked for, in words that stand alone. */
  question: z.string(),
  /** The question in every language in which it was looked for; the first is the contact's. */
  variants: z.array(
    z.object({
      language: z.string(),
      question: z.string(),
      /** Which of the questions of the message it is, from 1 on; absent: all that was asked. */
      part: z.number().int().optional(),
      /** It is a machine's rough translation of these words, to look with and not to read; absent: it is none. */
      translatedFrom: z.string().optional(),
    }),
  ),
  /** What in the contact's words looks as if it were written to a model. */
  flags: z.array(z.string()),
  /** The best first; where there are parts, those of each of them together. */
  candidates: z.array(TracedCandidate),
  /** The questions of a message that asks several, in its order; absent where it was looked at as one. */
  parts: z
    .array(
      z.object({
        question: z.string(),
        /** Whether the best that it found is enough for an answer. */
        isEnough: z.boolean(),
        /** Whether what was said cites what tells of it. */
        isAnswered: z.boolean(),
      }),
    )
    .optional(),
  /** Whether what is near in meaning was looked at; null: the org wants none of it, or it was not come to. */
  meaning: MeaningUse.nullable().optional(),
  /** From which evidence on the best candidate answers; null when nothing was looked for. */
  threshold: z.number().nullable(),
  /** Whether the best is enough for an answer; of several questions, whether it is for any. */
  isEnough: z.boolean(),
  /** The versions of the instructions in force; null where none is published. */
  instructions: z.object({ org: z.number().int().nullable(), inbox: z.number().int().nullable() }),
  /** SHA-256 of what the model was given; null when none was asked. */
  promptHash: z.string().nullable(),
  tools: z.array(
    z.object({
      name: z.string(),
      outcome: z.enum(['done', 'asks', 'waits', 'refused', 'failed']),
      reason: z.string().nullable(),
    }),
  ),
  /** What was wrong with each draft; empty: it was sent. */
  tries: z.array(z.object({ failures: z.array(z.object({ code: z.string(), what: z.string() })) })),
  /** Why the model wrote its last draft as it did; null when none came, absent in older traces. */
  draftReason: z.enum(['none', 'not_in_passages', 'unclear', 'needs_person']).nullable().optional(),
  /** How the model failed; null when it did not, or none was asked. */
  fault: z.object({ fault: z.enum(MODEL_FAULTS), reason: z.string() }).nullable(),
  /** How many secrets of each kind no provider was shown. */
  redacted: z.record(z.string(), z.number().int()),
  /** The topics of the org's instructions that go to people, by name; absent where it is about none. */
  topics: z.array(z.string()).optional(),
  ms: z.number().int(),
})
export type AnswerTrace = z.infer<typeof AnswerTrace>

export const Rating = z.enum(['good', 'bad'])
export type Rating = z.infer<typeof Rating>

export const ANSWER_WHY_MAX = 1_000

/** What somebody thinks of an answer; of each one there is the last word. */
export const AnswerFeedback = z.object({
  by: z.enum(['member', 'contact']),
  /** The member's; null for the contact. */
  name: z.string().nullable(),
  rating: Rating,
  why: z.string().nullable(),
  at: z.iso.datetime(),
})
export type AnswerFeedback = z.infer<typeof AnswerFeedback>

/** What of an answer is shown with its message; null for messages that are none of AI's. */
export const MessageAnswer = z.object({
  action: AnswerAction,
  reason: HandoffReason.nullable(),
  mode: AnswerMode,
  citations: z.array(AnswerCitation),
  /** The last word of the contact, and of any member. */
  contactRating: Rating.nullable(),
  memberRating: Rating.nullable(),
})
export type MessageAnswer = z.infer<typeof MessageAnswer>

/**
 * What was asked and what was answered, in the words in which it was; who reads it puts it into a sentence of
 * their language. `from` is null in what an earlier version of Hilo kept as a sentence.
 */
export const SummaryTurn = z.object({
  from: z.enum(['contact', 'us']).nullable(),
  text: z.string(),
  /** Nobody wrote it, and it may be wrong. */
  by: HeardBy.optional(),
  /** Where no answer was known and a person was offered: the titles of the articles that were named besides. */
  offered: z.array(z.string()).optional(),
})
export type SummaryTurn = z.infer<typeof SummaryTurn>

/** Everything about one answer: why it is as it is, and what it cost. */
export const Answer = z.object({
  messageId: Id,
  conversationId: Id,
  inboxId: Id,
  action: AnswerAction,
  reason: HandoffReason.nullable(),
  /** For members, with a hand-over: what was said before it. */
  summary: z.array(SummaryTurn).nullable(),
  citations: z.array(AnswerCitation),
  trace: AnswerTrace,
  /** Every call of a model that it took, the newest first. */
  calls: z.array(AiCall),
  feedback: z.array(AnswerFeedback),
  /** When the contact confirmed that it helped, in words or by a thumb; null: nobody said so. */
  confirmedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
})
export type Answer = z.infer<typeof Answer>

/** A question that AI found too little for and that its conversation has not dealt with since. */
export const OpenQuestion = z.object({
  /** The message with which AI left it open. */
  messageId: Id,
  /** Its place among the questions of one message, from 1 on; 0: all that was asked. */
  part: z.number().int(),
  question: z.string(),
  language: z.string(),
  /** Something else was replied to since. */
  isBeforeReply: z.boolean(),
})
export type OpenQuestion = z.infer<typeof OpenQuestion>
