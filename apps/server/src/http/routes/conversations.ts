import { api, type Conversation } from '@hilo/protocol'
import { addNote } from '../../domain/conversation/add-note.ts'
import { assignConversation } from '../../domain/conversation/assign.ts'
import { closeConversation, reopenConversation } from '../../domain/conversation/close.ts'
import { getConversation } from '../../domain/conversation/conversation.ts'
import { handBack } from '../../domain/conversation/hand-back.ts'
import { listChanges } from '../../domain/conversation/list.ts'
import { markRead } from '../../domain/conversation/read.ts'
import { searchConversations } from '../../domain/conversation/search.ts'
import { takeOver } from '../../domain/conversation/take-over.ts'
import { showTyping } from '../../domain/conversation/typing.ts'
import { preflight } from '../../domain/delivery/preflight.ts'
import { hideComment } from '../../domain/message/hide-comment.ts'
import { reactToMessage } from '../../domain/message/react.ts'
import { retryMessage } from '../../domain/message/retry.ts'
import { sendMessage } from '../../domain/message/send.ts'
import { readChanges, readPage } from '../../domain/message/timeline.ts'
import { type Route, type RouteContext, route } from '../route.ts'
import { spokenMessage, spokenTimeline } from '../spoken.ts'
import { tellClosed } from '../tell-log.ts'

export const conversationRoutes: Route[] = [
  route(api.listConversations, ({ query }, { db, keys, orgId }) =>
    db.withOrg(orgId, (tx) => searchConversations(tx, keys, query)),
  ),

  route(api.listChangedConversations, ({ query }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => listChanges(tx, query.since)),
  ),

  route(api.getConversation, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => getConversation(tx, params.conversationId)),
  ),

  route(api.getTimeline, ({ params: { conversationId }, query }, { db, orgId }) =>
    db
      .withOrg(orgId, (tx) =>
        query.afterVersion === undefined
          ? readPage(tx, conversationId, { beforeSeq: query.beforeSeq ?? null, limit: query.limit })
          : readChanges(tx, conversationId, query.afterVersion),
      )
      .then(spokenTimeline),
  ),

  route(api.preflight, ({ params, query }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => preflight(tx, { ...params, ...query })),
  ),

  route(api.sendMessage, async ({ params: { conversationId }, body }, context) => {
    const { db, orgId, memberId, work } = context
    const { message } = await db.withOrg(orgId, (tx) =>
      sendMessage(tx, { ...body, conversationId, memberId, partsOf: work.partsOf }),
    )
    context.bus.publish({ type: 'conversation', orgId, conversationId, version: message.version })
    work.kick(orgId, conversationId)
    return spokenMessage(message)
  }),

  route(api.retryMessage, async ({ params }, context) => {
    const { db, orgId, work, bus } = context
    const message = await db.withOrg(orgId, (tx) => retryMessage(tx, params))
    bus.publish({
      type: 'conversation',
      orgId,
      conversationId: params.conversationId,
      version: message.version,
    })
    work.kick(orgId, params.conversationId)
    return spokenMessage(message)
  }),

  route(api.hideComment, async ({ params, body }, context) => {
    const { db, bus, orgId, memberId, work } = context
    const { conversationId } = params
    const message = await db.withOrg(orgId, (tx) =>
      hideComment(tx, { ...params, ...body, memberId, partsOf: work.partsOf }),
    )
    bus.publish({ type: 'conversation', orgId, conversationId, version: message.version })
    work.kick(orgId, conversationId)
    return spokenMessage(message)
  }),

  route(api.reactToMessage, async ({ params, body }, context) => {
    const { db, bus, orgId, memberId, work } = context
    const { conversationId } = params
    const message = await db.withOrg(orgId, (tx) =>
      reactToMessage(tx, { ...params, ...body, memberId, partsOf: work.partsOf }),
    )
    bus.publish({ type: 'conversation', orgId, conversationId, version: message.version })
    work.kick(orgId, conversationId)
    return spokenMessage(message)
  }),

  route(api.addNote, async ({ params: { conversationId }, body }, { db, bus, orgId, memberId }) => {
    const note = await db.withOrg(orgId, (tx) => addNote(tx, { ...body, conversationId, memberId }))
    bus.publish({ type: 'conversation', orgId, conversationId, version: note.version })
    return note
  }),

  route(api.takeOver, ({ params: { conversationId } }, context) =>
    changed(
      context,
      context.db.withOrg(context.orgId, (tx) => takeOver(tx, { conversationId, memberId: context.memberId })),
    ),
  ),

  route(api.handBack, async ({ params: { conversationId } }, context) => {
    const { db, orgId, memberId, work } = context
    const { conversation, runId } = await db.withOrg(orgId, (tx) =>
      handBack(tx, { conversationId, memberId }),
    )
    // The run is due, so one that cannot be resumed now is found by the wake.
    if (runId) work.resume(orgId, runId).catch(() => undefined)
    return changed(context, Promise.resolve(conversation))
  }),

  route(api.takeThread, ({ params: { conversationId } }, context) =>
    changed(context, context.work.threads.take({ ...idsOf(context), conversationId })),
  ),

  route(api.giveThreadBack, ({ params: { conversationId } }, context) =>
    changed(context, context.work.threads.giveBack({ ...idsOf(context), conversationId })),
  ),

  route(api.closeConversation, async ({ params: { conversationId } }, context) => {
    const { db, bus, orgId, memberId } = context
    const { conversation, cancelled, wasOpen } = await db.withOrg(orgId, (tx) =>
      closeConversation(tx, { conversationId, memberId }),
    )
    if (cancelled) bus.publish({ type: 'run', orgId, conversationId, ...cancelled })
    if (wasOpen) tellClosed(context, conversationId, cancelled?.runId ?? null)
    return changed(context, Promise.resolve(conversation))
  }),

  route(api.reopenConversation, ({ params: { conversationId } }, context) =>
    changed(
      context,
      context.db.withOrg(context.orgId, (tx) =>
        reopenConversation(tx, { conversationId, memberId: context.memberId }),
      ),
    ),
  ),

  route(api.assignConversation, ({ params: { conversationId }, body }, context) =>
    changed(
      context,
      context.db.withOrg(context.orgId, (tx) =>
        assignConversation(tx, { conversationId, assigneeId: body.assigneeId, memberId: context.memberId }),
      ),
    ),
  ),

  route(api.markRead, ({ params: { conversationId }, body }, context) =>
    changed(
      context,
      context.db.withOrg(context.orgId, (tx) => markRead(tx, { conversationId, seq: body.seq })),
    ),
  ),

  route(api.showTyping, async ({ params: { conversationId } }, { db, bus, orgId }) => {
    const shown = await db.withOrg(orgId, (tx) => showTyping(tx, conversationId))
    bus.publish({ type: 'typing', orgId, conversationId, from: 'member' })
    return { shown }
  }),
]

const idsOf = ({ orgId, memberId }: RouteContext) => ({ orgId, memberId })

async function changed({ bus, orgId }: RouteContext, change: Promise<Conversation>): Promise<Conversation> {
  const conversation = await change
  bus.publish({ type: 'conversation', orgId, conversationId: conversation.id, version: conversation.version })
  return conversation
}
