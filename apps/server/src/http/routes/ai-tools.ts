import { api } from '@hilo/protocol'
import { listTools } from '../../domain/ai-tool/ai-tool.ts'
import { putTool, removeTool } from '../../domain/ai-tool/put.ts'
import { listToolCalls } from '../../domain/ai-tool-call/list.ts'
import { type Route, route } from '../route.ts'

export const aiToolRoutes: Route[] = [
  route(api.listAiTools, (_, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ tools: await listTools(tx) })),
  ),

  route(
    api.putAiTool,
    ({ params, body: { expect, ...settings } }, { db, keys, config, mailer, orgId, actor }) =>
      db.withOrg(orgId, (tx) =>
        putTool(
          tx,
          { keys, loopback: config.egressLoopback, canMail: mailer.isConfigured },
          { name: params.name, settings, expect, actor },
        ),
      ),
  ),

  route(api.removeAiTool, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ tools: await removeTool(tx, params.name) })),
  ),

  route(api.listAiToolCalls, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ calls: await listToolCalls(tx, params.conversationId) })),
  ),

  route(api.decideAiToolCall, ({ params, body }, { work, orgId, actor, memberId }) =>
    work.decideToolCall(orgId, { ...params, ...body, actor, memberId }),
  ),
]
