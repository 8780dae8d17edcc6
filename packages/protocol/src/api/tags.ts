import { z } from 'zod'
import { contract } from '../contract.ts'
import { Conversation } from '../conversation.ts'
import { Id } from '../id.ts'
import { TAG_LENGTH_MAX } from '../tag.ts'

/** The tags of an org: put on conversations, renamed and deleted for all of them. */

const params = z.object({ conversationId: Id })
const TagName = z.string().trim().min(1).max(TAG_LENGTH_MAX)
// Spaces and line breaks in it would make two of what reads as one.
const NewTagName = z
  .string()
  .overwrite((name) => name.replace(/\s+/gu, ' ').trim())
  .min(1)
  .max(TAG_LENGTH_MAX)

export const listTags = contract({
  method: 'GET',
  path: '/v1/tags',
  summary: 'List the tags of the org, the most used first',
  permission: 'conversation:read',
  returns: z.object({ tags: z.array(z.string()) }),
  errors: [],
})

const TagUse = z.object({
  name: z.string(),
  /** How many conversations have it, closed ones too. */
  conversations: z.number().int(),
  /** Instructions in force name it, in a topic that goes to people. */
  isInInstructions: z.boolean(),
})
export type TagUse = z.infer<typeof TagUse>

export const listTagUses = contract({
  method: 'GET',
  path: '/v1/tags/uses',
  summary: 'List the tags of the org by name, with how many conversations have each',
  permission: 'conversation:read',
  returns: z.object({ tags: z.array(TagUse) }),
  errors: [],
})

export const renameTag = contract({
  method: 'POST',
  path: '/v1/tags/rename',
  summary: 'Rename a tag of the org, on all conversations that have it',
  permission: 'tag:manage',
  body: z.strictObject({ tag: TagName, to: NewTagName }),
  /** How many conversations have it. */
  returns: z.object({ conversations: z.number().int() }),
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const deleteTag = contract({
  method: 'POST',
  path: '/v1/tags/delete',
  summary: 'Delete a tag of the org, and take it off all conversations',
  permission: 'tag:manage',
  body: z.strictObject({ tag: TagName }),
  /** How many conversations had it. */
  returns: z.object({ conversations: z.number().int() }),
  errors: ['invalid_request', 'not_found'],
})

export const addTag = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/tags',
  summary: 'Put a tag on a conversation; twice is once, and one that the org has not becomes its own',
  permission: 'conversation:write',
  params,
  body: z.strictObject({ tag: NewTagName }),
  returns: Conversation,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const removeTag = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/tags/remove',
  summary: 'Take a tag off a conversation',
  permission: 'conversation:write',
  params,
  body: z.strictObject({ tag: TagName }),
  returns: Conversation,
  errors: ['invalid_request', 'not_found'],
})
