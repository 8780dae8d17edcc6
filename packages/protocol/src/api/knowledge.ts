import { z } from 'zod'
import { ArticleKind, ArticleWords, Candidate, Knowledge, QUESTION_MAX } from '../article.ts'
import { contract } from '../contract.ts'
import { Id } from '../id.ts'

/** What all articles of an org together can answer. */

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
  body: z.strictObject({
    question: z.string().trim().min(1).max(QUESTION_MAX),
    language: ArticleWords.shape.language,
    /** Whether members ask: they find what is internal too. */
    internal: z.boolean(),
  }),
  returns: z.object({
    /** The best first. */
    candidates: z.array(Candidate),
    /** Whether the first is enough for an answer. */
    isEnough: z.boolean(),
    /** From which evidence on it is. */
    threshold: z.number(),
    /** The same for each kind of article. */
    thresholds: z.record(ArticleKind, z.number()),
    /** What would be quoted of the first, as it stands there; null where it has no sentence. */
    quote: z
      .object({
        chunkId: Id,
        text: z.string(),
        /** The sentence of it that says most of what was asked. */
        best: z.string(),
      })
      .nullable(),
  }),
  errors: ['invalid_request'],
})
