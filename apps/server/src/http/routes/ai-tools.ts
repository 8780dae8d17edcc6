import { api, newId } from '@hilo/protocol'
import { listTools } from '../../domain/ai-tool/ai-tool.ts'
import { listBackendTools, putBackendTool, removeBackendTool } from '../../domain/ai-tool/backend-tool.ts'
import { putTool, removeTool } from '../../domain/ai-tool/put.ts'
import { type ToolPlace, wrongWithSent } from '../../domain/ai-tool/wrong-with-tool.ts'
import { listAllToolCalls, listToolCalls } from '../../domain/ai-tool-call/list.ts'
import { type Route, type RouteContext, route } from '../route.ts'

export const aiToolRoutes: Route[] = [
  route(api.listAiTools, (_, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ tools: await listTools(tx) })),
  ),

  route(
    api.putAiTool,
    ({ params, body: { expect, ...settings } }, context) =>
      context.db.withOrg(context.orgId, (tx) =>
        putTool(tx, placeOf(context), { name: params.name, settings, expect, actor: context.actor }),
      ),
    ({ params: { name }, body: { expect, ...settings } }, context) =>
      context.db.withOrg(context.orgId, (tx) =>
        wrongWithSent(tx, placeOf(context), { name, settings, expect }),
      ),
  ),

  route(api.removeAiTool, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ tools: await removeTool(tx, params.name) })),
  ),

  route(api.tryAiTool, ({ params, body }, { work, orgId }) =>
    work.tryTool(orgId, { ...params, ...body, idempotencyKey: newId() }),
  ),

  route(api.listBackendTools, (_, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ tools: await listBackendTools(tx) })),
  ),

  route(api.putBackendTool, ({ params, body: { expect, ...settings } }, { db, mailer, orgId, actor }) =>
    db.withOrg(orgId, async (tx) => ({
      tools: await putBackendTool(tx, {
        ...{ ...named(params), settings, expect, actor },
        canMail: mailer.isConfigured,
      }),
    })),
  ),

  route(api.tryBackendTool, ({ params, body }, { work, orgId, member, apiKey }) =>
    work.tryBackendTool(orgId, {
      ...{ ...named(params), ...body },
      by: apiKey ? { kind: 'api_key', name: apiKey.name } : { kind: 'member', name: member.name },
    }),
  ),

  route(api.removeBackendTool, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ tools: await removeBackendTool(tx, named(params)) })),
  ),

  route(api.listAllToolCalls, ({ query }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => listAllToolCalls(tx, query)),
  ),

  route(api.listAiToolCalls, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ calls: await listToolCalls(tx, params.conversationId) })),
  ),

  route(api.decideAiToolCall, ({ params, body }, { work, orgId, actor, memberId }) =>
    work.decideToolCall(orgId, { ...params, ...body, actor, memberId }),
  ),

  route(api.repeatAiToolCall, ({ params, body }, { work, orgId, actor, memberId }) =>
    work.repeatToolCall(orgId, { ...params, ...body, actor, memberId }),
  ),
]

function named({ name: backend, tool: name }: { name: string; tool: string }) {
  return { backend, name }
}

function placeOf({ keys, config, mailer }: RouteContext): ToolPlace {
  return { keys, loopback: config.egressLoopback, canMail: mailer.isConfigured }
}
