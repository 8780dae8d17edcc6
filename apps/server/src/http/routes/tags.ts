import { api, type Id } from '@hilo/protocol'
import { tagConversation, untagConversation } from '../../domain/conversation/tag.ts'
import { deleteTag, renameTag } from '../../domain/tag/change.ts'
import { listTags } from '../../domain/tag/list.ts'
import { listTagUses } from '../../domain/tag/list-uses.ts'
import { type Route, type RouteContext, route } from '../route.ts'
import { tellTag } from '../tell-log.ts'

export const tagRoutes: Route[] = [
  route(api.listTags, (_, { db, orgId }) => db.withOrg(orgId, async (tx) => ({ tags: await listTags(tx) }))),

  route(api.listTagUses, (_, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ tags: await listTagUses(tx) })),
  ),

  route(api.renameTag, async ({ body }, context) => {
    const { db, orgId, memberId, actor } = context
    const change = { ...body, actor: { ...actor, memberId } }
    const conversations = await db.withOrg(orgId, (tx) => renameTag(tx, change))
    tellTag(context, 'tag.renamed', body)
    return { conversations }
  }),

  route(api.deleteTag, async ({ body }, context) => {
    const { db, orgId, memberId, actor } = context
    const change = { ...body, actor: { ...actor, memberId } }
    const conversations = await db.withOrg(orgId, (tx) => deleteTag(tx, change))
    tellTag(context, 'tag.deleted', body)
    return { conversations }
  }),

  route(api.addTag, ({ params, body }, context) => tag(context, tagConversation, { ...params, ...body })),

  route(api.removeTag, ({ params, body }, context) =>
    tag(context, untagConversation, { ...params, ...body }),
  ),
]

async function tag(
  { db, bus, orgId, memberId, actor }: RouteContext,
  act: typeof tagConversation,
  tagging: { conversationId: Id; tag: string },
) {
  const { apiKeyId } = actor
  const conversation = await db.withOrg(orgId, (tx) => act(tx, { ...tagging, memberId, apiKeyId }))
  const { id: conversationId, version } = conversation
  bus.publish({ type: 'conversation', orgId, conversationId, version })
  return conversation
}
