import { z } from 'zod'
import { BackendTool, BackendToolSettings } from '../backend-tool-use.ts'
import { contract } from '../contract.ts'
import { BackendName } from '../deploy.ts'

/** What AI may have done by the code of micro-backends: they declare it, and the org switches it on. */

/** The backend and the tool, by their names. */
const params = z.object({ name: BackendName, tool: z.string().regex(/^[\w-]{1,40}$/, 'must name a tool') })
const returns = z.object({ tools: z.array(BackendTool) })

export const listBackendTools = contract({
  method: 'GET',
  path: '/v1/ai/backend-tools',
  summary: 'List the tools that micro-backends declare, and how AI may use them',
  permission: 'ai:read',
  returns,
  errors: [],
})

export const putBackendTool = contract({
  method: 'PUT',
  path: '/v1/ai/backend-tools/:name/:tool',
  summary: 'Say how AI may use a tool that the active version of a micro-backend declares',
  permission: 'ai:configure',
  params,
  body: z.strictObject({
    ...BackendToolSettings.shape,
    /** The revision that the caller read; 0: it was not switched on yet. */
    expect: z.number().int().min(0).max(2_147_483_647),
  }),
  returns,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const removeBackendTool = contract({
  method: 'DELETE',
  path: '/v1/ai/backend-tools/:name/:tool',
  summary: 'Take back that AI may use a tool of a micro-backend; what was done by it stays written down',
  permission: 'ai:configure',
  params,
  returns,
  errors: ['not_found'],
})
