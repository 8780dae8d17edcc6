import type { AiToolCall, ChannelType, Content, Id, PreflightRule } from '@hilo/protocol'
import { doAgreed, type ToolReply } from '../../answers/toolbox/agreed.ts'
import type { Performing } from '../../answers/toolbox/perform.ts'
import { toolWords } from '../../answers/toolbox/tool-words.ts'
import { type CodeTrial, tryCode } from '../../answers/toolbox/try-code.ts'
import { type Trial, tryTool } from '../../answers/toolbox/try-tool.ts'
import type { OrgTx } from '../../db/database.ts'
import type { ActorIds } from '../../domain/actor/actor.ts'
import { decideCall, type HeldCall, repeatCall } from '../../domain/ai-tool-call/agree.ts'
import { getToolCall } from '../../domain/ai-tool-call/ai-tool-call.ts'
import { keepUntold } from '../../domain/ai-tool-call/settle.ts'
import { type LockedConversation, lockedConversation } from '../../domain/conversation/conversation.ts'
import { takeForMember } from '../../domain/conversation/take-for-member.ts'
import { judge } from '../../domain/delivery/judge.ts'
import { queueMessage } from '../../domain/message/queue.ts'
import type { WorkerContext } from '../context.ts'

type Decision = { callId: Id; isApproved: boolean; actor: ActorIds; memberId: Id }

type Repetition = Omit<Decision, 'isApproved'> & { isRepeated: boolean }

type DecideToolCall = (orgId: Id, decision: Decision) => Promise<AiToolCall>
type RepeatToolCall = (orgId: Id, repetition: Repetition) => Promise<AiToolCall>

type Parts = {
  performing: Performing
  partsOf(channel: ChannelType): ((content: Content) => Content[]) | null
  kick(orgId: Id, conversationId: Id): void
}

const PATIENCE_MS = 12_000

/** What members decide about calls of tools, and try of tools. */
export function createToolWork(context: WorkerContext, parts: Parts) {
  return {
    decideToolCall: createDecider(context, parts),
    repeatToolCall: createRepeater(context, parts),
    tryTool: (orgId: Id, trial: Trial) =>
      tryTool(parts.performing, { ...trial, orgId }, AbortSignal.timeout(PATIENCE_MS)),
    tryBackendTool: (orgId: Id, trial: CodeTrial) =>
      tryCode(parts.performing, { ...trial, orgId }, AbortSignal.timeout(PATIENCE_MS)),
  }
}

/**
 * A member approves what a tool waits to do, and it is done, or refuses it; the contact is told either way.
 * What did not come to anything is the member's to explain: they take the conversation.
 *
 * @throws AppError `not_found`; `not_allowed` when it is for others; `conflict` when it waits no more
 */
function createDecider(context: WorkerContext, parts: Parts): DecideToolCall {
  const { db } = context
  return async (orgId, decision) => {
    const { memberId } = decision
    const call = await db.withOrg(orgId, (tx) => decideCall(tx, decision))
    const reply = decision.isApproved
      ? await doAgreed(parts.performing, { ...call, orgId }, AbortSignal.timeout(PATIENCE_MS))
      : refusal(call)
    await tell(context, parts, { orgId, call, memberId, reply })
    return db.withOrg(orgId, (tx) => getToolCall(tx, call.id))
  }
}

/**
 * A member has a call done again of which nobody knows how it ended: the service, and the journal of code,
 * know the key. Or they give it up, and then it is theirs to explain, for what the contact may be told is not
 * known.
 *
 * @throws AppError `not_found`; `not_allowed` when it is for others; `conflict` when it is known how it ended
 */
function createRepeater(context: WorkerContext, parts: Parts): RepeatToolCall {
  const { db } = context
  return async (orgId, repetition) => {
    const { memberId } = repetition
    const call = await db.withOrg(orgId, (tx) => repeatCall(tx, repetition))
    const reply = repetition.isRepeated
      ? await doAgreed(parts.performing, { ...call, orgId }, AbortSignal.timeout(PATIENCE_MS))
      : null
    await tell(context, parts, { orgId, call, memberId, reply })
    return db.withOrg(orgId, (tx) => getToolCall(tx, call.id))
  }
}

function refusal({ name, language, title }: HeldCall): ToolReply {
  return { tool: name, outcome: 'refused', text: toolWords(language).notApproved(title) }
}

/** `reply`: null when there is nothing that the contact could be told. */
type Told = { orgId: Id; call: HeldCall; memberId: Id; reply: ToolReply | null }

/**
 * What cannot be said, because the conversation was closed meanwhile or the platform's window is, is kept
 * beside the call: the member sees it, and it is theirs to tell, by a template where there is one.
 */
async function tell(
  context: WorkerContext,
  parts: Parts,
  { orgId, call, memberId, reply }: Told,
): Promise<void> {
  const { id: callId, conversationId } = call
  const version = await context.db.withOrg(orgId, async (tx) => {
    const before = await lockedConversation(tx, conversationId)
    const content: Content = { type: 'text', text: reply?.text ?? '' }
    const why = await whyUntold(tx, before, content)
    const isUntold = reply !== null && why !== null
    if (isUntold) await keepUntold(tx, callId, { rule: why, text: reply.text })
    const isTheirs = before.holder === 'human' && before.assigneeId !== null
    const isForPeople = reply?.outcome !== 'done' || isUntold
    if (before.status !== 'closed' && isForPeople && !isTheirs)
      await takeForMember(tx, { conversationId, memberId })
    if (reply === null || isUntold) return (await lockedConversation(tx, conversationId)).version
    const split = parts.partsOf(before.channel)
    const queued = await queueMessage(tx, {
      ...{ conversationId, memberId: null, content, replyTo: null, clientId: null, author: 'system' },
      parts: split ? split(content).length : 0,
    })
    return queued.version
  })
  context.bus.publish({ type: 'conversation', orgId, conversationId, version })
  parts.kick(orgId, conversationId)
}

/** Null: the contact can be told. A chat on a site would take it in a closed conversation too. */
async function whyUntold(
  tx: OrgTx,
  before: LockedConversation,
  content: Content,
): Promise<PreflightRule | null> {
  if (before.status === 'closed') return 'conversation_closed'
  const { rule, reason } = await judge(tx, before, { content, by: 'ai' })
  return reason === null ? null : rule
}
