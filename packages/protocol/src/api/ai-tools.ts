import { z } from 'zod'
import { AiTool, AiToolCall, AiToolName, AiToolSettings } from '../ai-tool.ts'
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
