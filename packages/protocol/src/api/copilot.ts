import { z } from 'zod'
import { contract } from '../contract.ts'
import { Conversation } from '../conversation.ts'
import { type CopilotEvent, CopilotTask } from '../copilot.ts'
import { Id } from '../id.ts'
import { TAG_LENGTH_MAX } from '../tag.ts'

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

export const listTags = contract({
  method: 'GET',
  path: '/v1/tags',
  summary: 'List the tags of the org, the most used first',
  permission: 'conversation:read',
  returns: z.object({ tags: z.array(z.string()) }),
  errors: [],
})

const Tag = z.strictObject({ tag: z.string().trim().min(1).max(TAG_LENGTH_MAX) })
// Spaces and line breaks in it would make two of what reads as one.
const NewTag = z.strictObject({
  tag: z
    .string()
    .overwrite((name) => name.replace(/\s+/gu, ' ').trim())
    .min(1)
    .max(TAG_LENGTH_MAX),
})

export const addTag = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/tags',
  summary: 'Put a tag on a conversation; twice is once, and one that the org has not becomes its own',
  permission: 'conversation:write',
  params,
  body: NewTag,
  returns: Conversation,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const removeTag = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/tags/remove',
  summary: 'Take a tag off a conversation',
  permission: 'conversation:write',
  params,
  body: Tag,
  returns: Conversation,
  errors: ['invalid_request', 'not_found'],
})
