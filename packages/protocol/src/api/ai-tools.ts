import { z } from 'zod'
import {
  AiTool,
  AiToolCall,
  AiToolName,
  AiToolSettings,
  ListedToolCall,
  TOOL_IDENTITY,
  ToolCallStatus,
  ToolTrial,
} from '../ai-tool.ts'
import { contract } from '../contract.ts'
import { Id } from '../id.ts'

/** What AI may have done for a contact, and what was done. */

const params = z.object({ name: AiToolName })

export const listAiTools = contract({
  method: 'GET',
  path: '/v1/ai/tools',
  summary: 'List the tools that AI may use',
  permission: 'ai:read',
  returns: z.object({ tools: z.array(AiTool) }),
  errors: [],
})

/** A secret header is only sent to the hosts for which it was given. */
export const putAiTool = contract({
  method: 'PUT',
  path: '/v1/ai/tools/:name',
  summary: 'Add or change a tool; the values of its secret headers are never shown again',
  permission: 'ai:configure',
  params,
  body: z.strictObject({
    ...AiToolSettings.shape,
    /** The revision that the caller read; 0: it is new. */
    expect: z.number().int().min(0).max(2_147_483_647),
  }),
  returns: AiTool,
  errors: ['invalid_request', 'conflict'],
})

/** It is really sent, marked by the header `hilo-test: true`. */
export const tryAiTool = contract({
  method: 'POST',
  path: '/v1/ai/tools/:name/test',
  summary: 'Try a tool as it is saved: what is sent, what comes, and what a contact would be told',
  permission: 'ai:configure',
  params,
  body: z.strictObject({
    /** By the names of its fields. */
    values: z.record(z.string().max(40), z.unknown()).default({}),
    /** Who writes, for places such as `{contact.phone}`. */
    identity: z.partialRecord(z.enum(TOOL_IDENTITY), z.string().max(500)).default({}),
    /** What is no GET may change something: that it is meant. */
    isConfirmed: z.boolean().default(false),
    /** Of what a contact would be told. */
    language: z.string().max(20).default('en'),
    /** The revision that the caller read. */
    expect: z.number().int().min(1).max(2_147_483_647),
  }),
  returns: ToolTrial,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const removeAiTool = contract({
  method: 'DELETE',
  path: '/v1/ai/tools/:name',
  summary: 'Remove a tool and its secrets; what was done by it stays written down',
  permission: 'ai:configure',
  params,
  returns: z.object({ tools: z.array(AiTool) }),
  errors: ['not_found'],
})

export const listAiToolCalls = contract({
  method: 'GET',
  path: '/v1/conversations/:conversationId/tool-calls',
  summary: 'List what tools did in a conversation, or wait for, the newest first',
  permission: 'conversation:read',
  params: z.object({ conversationId: Id }),
  returns: z.object({ calls: z.array(AiToolCall) }),
  errors: ['not_found'],
})

export const decideAiToolCall = contract({
  method: 'POST',
  path: '/v1/ai/tool-calls/:callId/decision',
  summary: 'Approve or refuse what a tool waits to do; the contact is told what came of it',
  permission: 'conversation:write',
  params: z.object({ callId: Id }),
  body: z.strictObject({ isApproved: z.boolean() }),
  returns: AiToolCall,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const listAllToolCalls = contract({
  method: 'GET',
  path: '/v1/ai/tool-calls',
  summary:
    'List what tools did in all conversations, the newest first; numbers of cards and the like are left out',
  permission: 'conversation:read',
  query: z.strictObject({
    /** As the model calls it. */
    tool: z
      .string()
      .regex(/^[\w-]{1,64}$/, 'must name a tool')
      .optional(),
    status: ToolCallStatus.optional(),
    conversation: Id.optional(),
    /** The `next` of the page before. */
    cursor: Id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  returns: z.object({
    calls: z.array(ListedToolCall),
    next: Id.nullable(),
  }),
  errors: ['invalid_request'],
})

export const repeatAiToolCall = contract({
  method: 'POST',
  path: '/v1/ai/tool-calls/:callId/repeat',
  summary: 'Have a call done again of which nobody knows how it ended, by the same key, or give it up',
  permission: 'conversation:write',
  params: z.object({ callId: Id }),
  body: z.strictObject({ isRepeated: z.boolean() }),
  returns: AiToolCall,
  errors: ['invalid_request', 'not_found', 'conflict'],
})
