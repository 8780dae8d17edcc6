import { z } from 'zod'
import { contract } from '../contract.ts'
import { type CopilotEvent, CopilotTask } from '../copilot.ts'
import { Id } from '../id.ts'

/** What members are helped with while they answer. Nothing of it is sent, or changes anything. */

const params = z.object({ conversationId: Id })

/** Whether a model may write for members: a provider is set and enabled. */
export const getCopilot = contract({
  method: 'GET',
  path: '/v1/copilot',
  summary: 'See whether a model can help members to answer',
  permission: 'conversation:read',
  /** `hears`, `sees`: a member may have a voice note transcribed, or a picture described. */
  returns: z.object({ hasModel: z.boolean(), hears: z.boolean(), sees: z.boolean() }),
  errors: [],
})

/** Who stops reading ends the call; what it came to until then is in the ledger. */
export const assist = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/copilot',
  summary: 'Draft, rewrite, translate, summarise or suggest tags for a member, as lines of JSON',
  permission: 'conversation:write',
  params,
  body: CopilotTask,
  returns: z.custom<AsyncIterable<CopilotEvent>>(),
  streams: 'ndjson',
  errors: ['invalid_request', 'not_found'],
})
