import { z } from 'zod'
import { AnswerAction, AnswerCitation, AnswerTrace, HandoffReason } from '../answer.ts'
import { ArticleKind, ArticleWords, Candidate, Knowledge, QUESTION_MAX } from '../article.ts'
import { contract } from '../contract.ts'
import { GAP_ANSWERS_MAX, Gap, GapAsked, Suggestion, SuggestionDecision } from '../gap.ts'
import { Id } from '../id.ts'
import { MeaningUse } from '../meaning.ts'

/** What all articles of an org together can answer. */

const Question = z.strictObject({
  question: z.string().trim().min(1).max(QUESTION_MAX),
  language: ArticleWords.shape.language,
  /** Whether members ask: they find what is internal too. */
  internal: z.boolean(),
})

const Quote = z.object({
  chunkId: Id,
  text: z.string(),
  /** The sentence of it that says most of what was asked. */
  best: z.string(),
})

export const readKnowledge = contract({
  method: 'GET',
  path: '/v1/knowledge',
  summary: 'See how much the org knows, and from which evidence on it answers',
  permission: 'knowledge:read',
  returns: Knowledge,
  errors: [],
})

export const calibrateNow = contract({
  method: 'POST',
  path: '/v1/knowledge/calibration',
  summary: 'Find out again from which evidence on an answer is right; it takes a moment',
  permission: 'knowledge:write',
  returns: Knowledge,
  errors: [],
})

export const testQuestion = contract({
  method: 'POST',
  path: '/v1/knowledge/question',
  summary: 'See what a question would find, and whether that is enough for an answer',
  permission: 'knowledge:read',
  body: Question,
  returns: z.object({
    /**
     * What would be quoted first, then as they were found, and last what an answer leaves out for that; of
     * several questions, those of each together.
     */
    candidates: z.array(Candidate.extend({ language: z.string() })),
    /** Whether the first is enough for an answer, by what its kind needs; of several questions, that of any. */
    isEnough: z.boolean(),
    /** From which evidence on it is. */
    threshold: z.number(),
    /** The same for each kind of article. */
    thresholds: z.record(ArticleKind, z.number()),
    /** What would be quoted of the best, without its markup; null where it has no sentence. */
    quote: Quote.nullable(),
    /** The questions of a message that asks several, each judged by itself; none where it is looked at as one. */
    parts: z.array(z.object({ question: z.string(), isEnough: z.boolean(), quote: Quote.nullable() })),
    /** Whether what is near in meaning was looked at; null: the org wants none of it. */
    meaning: MeaningUse.nullable(),
  }),
  errors: ['invalid_request'],
})

/** A model may be asked for it, and what that costs is in the ledger. */
export const tryAnswer = contract({
  method: 'POST',
  path: '/v1/knowledge/answer',
  summary: 'See what a contact would be answered to a question, and why; nothing is sent',
  permission: 'knowledge:write',
  body: z.strictObject({
    ...Question.shape,
    /** By whose instructions it is answered; left out: by those of the org alone. */
    inboxId: Id.optional(),
  }),
  returns: z.object({
    action: AnswerAction,
    text: z.string(),
    citations: z.array(AnswerCitation),
    reason: HandoffReason.nullable(),
    trace: AnswerTrace,
  }),
  errors: ['invalid_request', 'not_found'],
})

export const listGaps = contract({
  method: 'GET',
  path: '/v1/knowledge/gaps',
  summary: 'List what contacts asked in the last 90 days and nothing was found for, the most frequent first',
  permission: 'knowledge:read',
  returns: z.object({
    /** At most fifty. */
    gaps: z.array(Gap),
    /** How many there are beside them. */
    more: z.number().int(),
  }),
  errors: [],
})

export const dismissGap = contract({
  method: 'POST',
  path: '/v1/knowledge/gaps/dismissed',
  summary: 'Say that nothing has to be written about a question; asked again, it is listed again',
  permission: 'knowledge:write',
  body: z.strictObject({ asked: z.array(GapAsked).min(1).max(GAP_ANSWERS_MAX) }),
  returns: z.object({ dismissed: z.number().int() }),
  errors: ['invalid_request'],
})

export const listSuggestions = contract({
  method: 'GET',
  path: '/v1/knowledge/suggestions',
  summary: 'List what members answered in conversations that are closed, the newest first',
  permission: 'knowledge:read',
  returns: z.object({ suggestions: z.array(Suggestion) }),
  errors: [],
})

export const decideSuggestion = contract({
  method: 'PUT',
  path: '/v1/knowledge/suggestions/:suggestionId',
  summary: 'Make an article of what members answered, or none',
  permission: 'knowledge:write',
  params: z.object({ suggestionId: Id }),
  body: SuggestionDecision,
  bodyMaxBytes: 2 * 1_048_576,
  returns: z.object({ articleId: Id.nullable() }),
  errors: ['invalid_request', 'not_found', 'conflict'],
})
