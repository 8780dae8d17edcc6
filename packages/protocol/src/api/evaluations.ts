import { z } from 'zod'
import { InstructionPlace } from '../ai-instruction.ts'
import { TOGETHER_MAX } from '../article.ts'
import { contract } from '../contract.ts'
import { ClientId } from '../conversation.ts'
import {
  ArticleGate,
  ArticleTry,
  CaseResult,
  Estimate,
  Evaluation,
  KnowledgeSince,
  SetupSince,
} from '../evaluation.ts'
import { Id } from '../id.ts'

/** Trying AI's answers on test sets. */

const params = z.object({ setId: Id })
const evaluationParams = z.object({ evaluationId: Id })

export const estimateEvaluation = contract({
  method: 'GET',
  path: '/v1/ai/test-sets/:setId/estimate',
  summary: 'See what evaluating a test set may come to, by what it came to before',
  permission: 'ai:read',
  params,
  returns: Estimate,
  errors: ['not_found'],
})

export const beginEvaluation = contract({
  method: 'POST',
  path: '/v1/ai/test-sets/:setId/evaluations',
  summary: 'Try a test set on what holds, or on a draft; asked twice with the same client id it is one',
  permission: 'ai:configure',
  params,
  body: z.strictObject({
    clientId: ClientId,
    /** Whose newest words are tried, the org's or those of an inbox; null: what is published. */
    draft: InstructionPlace.nullable(),
    /** The articles whose newest words are tried together as if they were published; none: what answers. */
    articleIds: z.array(Id).max(TOGETHER_MAX).default([]),
    /** In their place all that waits of a source to be published. */
    sourceId: Id.optional(),
  }),
  returns: Evaluation,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const listArticleGates = contract({
  method: 'GET',
  path: '/v1/articles/:articleId/gates',
  summary: 'List the test sets that the newest version of an article has to pass before it answers',
  permission: 'knowledge:read',
  params: z.object({ articleId: Id }),
  returns: z.object({ gates: z.array(ArticleGate) }),
  errors: ['not_found'],
})

/** To read, it is asked for with a body: the ids of fifty articles are longer than an address may be. */
export const listGatesTogether = contract({
  method: 'POST',
  path: '/v1/articles/gates',
  summary: 'List the test sets that the newest versions of articles have to pass before they answer together',
  permission: 'knowledge:read',
  body: z.strictObject({ articleIds: z.array(Id).min(1).max(TOGETHER_MAX) }),
  returns: z.object({
    gates: z.array(ArticleGate),
    /** The other test sets with a case: none has to pass, and the articles can be tried on each. */
    others: z.array(ArticleTry),
  }),
  errors: ['invalid_request', 'not_found'],
})

export const listEvaluations = contract({
  method: 'GET',
  path: '/v1/ai/evaluations',
  summary: 'List the last hundred evaluations, of one test set or of all, the newest first',
  permission: 'ai:read',
  query: z.strictObject({ setId: Id.optional() }),
  returns: z.object({ evaluations: z.array(Evaluation) }),
  errors: ['invalid_request'],
})

export const getEvaluation = contract({
  method: 'GET',
  path: '/v1/ai/evaluations/:evaluationId',
  summary: 'Read what came of each case, and what differs from the evaluation before',
  permission: 'ai:read',
  params: evaluationParams,
  returns: z.object({
    evaluation: Evaluation,
    /** The one that it is compared with; null: there is none that was played to its end. */
    before: Evaluation.nullable(),
    knowledge: KnowledgeSince,
    setup: SetupSince,
    results: z.array(CaseResult),
  }),
  errors: ['not_found'],
})

export const cancelEvaluation = contract({
  method: 'PUT',
  path: '/v1/ai/evaluations/:evaluationId/status',
  summary: 'Cancel an evaluation; what was played stays',
  permission: 'ai:configure',
  params: evaluationParams,
  body: z.strictObject({ status: z.literal('cancelled') }),
  returns: Evaluation,
  errors: ['invalid_request', 'not_found', 'conflict'],
})
