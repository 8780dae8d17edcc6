import { z } from 'zod'
import { BackendTool, BackendToolSettings, BackendToolTrial } from '../backend-tool-use.ts'
import { contract } from '../contract.ts'
import { ChannelType } from '../conversation.ts'
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

/** Its code really runs, with the secrets and the config that it has for contacts. */
export const tryBackendTool = contract({
  method: 'POST',
  path: '/v1/ai/backend-tools/:name/:tool/test',
  summary: 'Try a tool of a micro-backend: its code is really run, for a contact who is made up',
  permission: 'ai:configure',
  params,
  body: z.strictObject({
    /** As a model would fill it in. */
    input: z.record(z.string().max(100), z.unknown()).default({}),
    /** Who writes, as the code is told. */
    contact: z
      .strictObject({
        channel: ChannelType.default('whatsapp'),
        name: z.string().trim().max(100).nullable().default(null),
        phone: z.string().trim().max(40).nullable().default(null),
      })
      .prefault({}),
    /** That it is meant: what the code does is done. */
    isConfirmed: z.boolean().default(false),
    /** Of what a contact would be told. */
    language: z.string().max(20).default('en'),
    /** The version that the caller read. */
    version: z.string().max(64),
  }),
  returns: BackendToolTrial,
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
