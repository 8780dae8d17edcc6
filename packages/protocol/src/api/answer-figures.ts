import { z } from 'zod'
import { AnswerFigures } from '../answer-figures.ts'
import { contract } from '../contract.ts'
import { Id } from '../id.ts'
import { METRICS_DAYS_MAX } from '../metrics.ts'

export const getAnswerFigures = contract({
  method: 'GET',
  path: '/v1/ai/figures',
  summary: 'Count what became of AI’s replies, by inbox and day',
  permission: 'ai:read',
  query: z.strictObject({
    inboxId: Id.optional(),
    /** How many days, today included. */
    days: z.coerce.number().int().min(1).max(METRICS_DAYS_MAX).default(30),
  }),
  returns: AnswerFigures,
  errors: ['invalid_request'],
})
