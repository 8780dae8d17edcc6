import { z } from 'zod'
import { ANSWER_WHY_MAX, Answer, OpenQuestion, Rating } from '../answer.ts'
import { contract } from '../contract.ts'
import { Id } from '../id.ts'

/** Why AI said what it said, and what people think of it. */

const params = z.object({ conversationId: Id, messageId: Id })

export const getAnswer = contract({
  method: 'GET',
  path: '/v1/conversations/:conversationId/messages/:messageId/answer',
  summary: 'See why a message of AI says what it says, and what it cost',
  permission: 'conversation:read',
  params,
  returns: Answer,
  errors: ['not_found'],
})

export const explainAnswer = contract({
  method: 'GET',
  path: '/v1/ai/answers/:messageId',
  summary: 'See the same by the message alone: for programs with a key',
  permission: 'ai:read',
  params: z.object({ messageId: Id }),
  returns: Answer,
  errors: ['not_found'],
})

export const rateAnswer = contract({
  method: 'PUT',
  path: '/v1/conversations/:conversationId/messages/:messageId/answer/rating',
  summary: 'Say as a member whether a message of AI was good; the last word counts',
  permission: 'conversation:write',
  params,
  body: z.strictObject({
    /** Null takes it back. */
    rating: Rating.nullable(),
    why: z.string().trim().max(ANSWER_WHY_MAX).nullable(),
  }),
  returns: Answer,
  errors: ['invalid_request', 'not_found'],
})

const OpenQuestions = z.object({ questions: z.array(OpenQuestion) })

export const listOpenQuestions = contract({
  method: 'GET',
  path: '/v1/conversations/:conversationId/open-questions',
  summary: 'See what a contact asked, AI found too little for, and nobody has dealt with since',
  permission: 'conversation:read',
  params: z.object({ conversationId: Id }),
  returns: OpenQuestions,
  errors: ['not_found'],
})

export const settleQuestion = contract({
  method: 'PUT',
  path: '/v1/conversations/:conversationId/messages/:messageId/answer/settled',
  summary: 'Say that an open question is dealt with in its conversation, or take that back',
  permission: 'conversation:write',
  params,
  body: z.strictObject({
    /** As it is listed; 0: all that was asked. */
    part: z.number().int().min(0).max(100),
    isSettled: z.boolean(),
  }),
  returns: OpenQuestions,
  errors: ['invalid_request', 'not_found'],
})
