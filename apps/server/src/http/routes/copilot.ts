import { api } from '@hilo/protocol'
import { assist } from '../../copilot/assist.ts'
import { readAiMedia } from '../../domain/ai-media/ai-media.ts'
import { tagConversation, untagConversation } from '../../domain/conversation/tag.ts'
import { listTags } from '../../domain/tag/list.ts'
import { type Route, type RouteContext, route } from '../route.ts'

export const copilotRoutes: Route[] = [
  route(api.getCopilot, async (_, { db, models, orgId }) => {
    const model = await models.open(orgId, NOWHERE)
    const { voice, pictures } = await db.withOrg(orgId, readAiMedia)
    return { hasModel: model.caps().schema, hears: voice.mode !== 'off', sees: pictures.mode !== 'off' }
  }),

  route(api.assist, ({ params, body, signal }, { db, models, log, orgId }) =>
    assist({ db, models, log }, { orgId, conversationId: params.conversationId, task: body, signal }),
  ),

  route(api.listTags, (_, { db, orgId }) => db.withOrg(orgId, async (tx) => ({ tags: await listTags(tx) }))),

  route(api.addTag, ({ params, body }, context) => tag(context, tagConversation, { ...params, ...body })),

  route(api.removeTag, ({ params, body }, context) =>
    tag(context, untagConversation, { ...params, ...body }),
  ),
]

const NOWHERE = { purpose: 'copilot', inboxId: null, conversationId: null, messageId: null } as const

async function tag(
  { db, bus, orgId, memberId, actor }: RouteContext,
  act: typeof tagConversation,
  tagging: { conversationId: string; tag: string },
) {
  const { apiKeyId } = actor
  const conversation = await db.withOrg(orgId, (tx) => act(tx, { ...tagging, memberId, apiKeyId }))
  const { id: conversationId, version } = conversation
  bus.publish({ type: 'conversation', orgId, conversationId, version })
  return conversation
}
