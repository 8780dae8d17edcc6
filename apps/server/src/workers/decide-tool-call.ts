import type { AiToolCall, ChannelType, Content, Id } from '@hilo/protocol'
import { doAgreed, type ToolReply } from '../answers/toolbox/agreed.ts'
import type { Performing } from '../answers/toolbox/perform.ts'
import { toolWords } from '../answers/toolbox/words.ts'
import type { ActorIds } from '../domain/actor/actor.ts'
import { decideCall, type HeldCall } from '../domain/ai-tool-call/agree.ts'
import { getToolCall } from '../domain/ai-tool-call/ai-tool-call.ts'
import { lockedConversation } from '../domain/conversation/conversation.ts'
import { takeForMember } from '../domain/conversation/take-for-member.ts'
import { queueMessage } from '../domain/message/queue.ts'
import type { WorkerContext } from './context.ts'

type Decision = { callId: Id; isApproved: boolean; actor: ActorIds; memberId: Id }

export type DecideToolCall = (orgId: Id, decision: Decision) => Promise<AiToolCall>

type Parts = {
  performing: Performing
  partsOf(channel: ChannelType): ((content: Content) => Content[]) | null
  kick(orgId: Id, conversationId: Id): void
}

const PATIENCE_MS = 12_000

/**
 * A member approves what a tool waits to do, and it is done, or refuses it; the contact is told either way.
 * What did not come to anything is the member's to explain: they take the conversation.
 *
 * @throws AppError `not_found`; `conflict` when it waits no more
 */
export function createToolDecider(context: WorkerContext, parts: Parts): DecideToolCall {
  const { db } = context
  return async (orgId, { memberId, ...decision }) => {
    const call = await db.withOrg(orgId, (tx) => decideCall(tx, decision))
    const reply = decision.isApproved
      ? await doAgreed(parts.performing, { ...call, orgId }, AbortSignal.timeout(PATIENCE_MS))
      : refusal(call)
    await tell(context, parts, { orgId, conversationId: call.conversationId, memberId, reply })
    return db.withOrg(orgId, (tx) => getToolCall(tx, call.id))
  }
}

function refusal({ name, language, title }: HeldCall): ToolReply {
  return { tool: name, outcome: 'refused', text: toolWords(language).notApproved(title) }
}

type Told = { orgId: Id; conversationId: Id; memberId: Id; reply: ToolReply }

/** A conversation that was closed meanwhile stays closed: the member sees what came, and may write. */
async function tell(context: WorkerContext, parts: Parts, told: Told): Promise<void> {
  const { orgId, conversationId, memberId, reply } = told
  const content: Content = { type: 'text', text: reply.text }
  const version = await context.db.withOrg(orgId, async (tx) => {
    const before = await lockedConversation(tx, conversationId)
    if (before.status === 'closed') return null
    if (reply.outcome !== 'done' && before.holder !== 'human')
      await takeForMember(tx, { conversationId, memberId })
    const split = parts.partsOf(before.channel)
    const queued = await queueMessage(tx, {
      ...{ conversationId, memberId: null, content, replyTo: null, clientId: null, author: 'system' },
      parts: split ? split(content).length : 0,
    })
    return queued.version
  })
  if (version === null) return
  context.bus.publish({ type: 'conversation', orgId, conversationId, version })
  parts.kick(orgId, conversationId)
}
