import { asksForPerson, NO_TOOLS } from '@hilo/ai'
import { type ChannelType, type Content, type Id, newId } from '@hilo/protocol'
import type { AnswerContext } from '../../answers/answer-question.ts'
import { remind } from '../../answers/remind.ts'
import type { AnswerInput } from '../../domain/ai-answer/load.ts'
import { isToBeTold, tellWaiting } from '../../domain/ai-answer/tell-waiting.ts'
import { readInstructions } from '../../domain/ai-instruction/read.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import { readOf, requestOf } from './answer-request.ts'

type Desk = {
  context: WorkerContext
  answers: AnswerContext
  partsOf(channel: ChannelType): ((content: Content) => Content[]) | null
}
type Waiting = { inbox: Inbox; input: AnswerInput; conversationId: Id }

/** @returns the conversation's new version; null when there was nothing to tell the contact who waits. */
export async function remindContact(
  { context, answers, partsOf }: Desk,
  { inbox, input, conversationId }: Waiting,
): Promise<number | null> {
  const { orgId, id: inboxId } = inbox
  const instructions = await persist(() =>
    context.db.withOrg(orgId, async (tx) =>
      (await isToBeTold(tx, conversationId)) ? readInstructions(tx, inboxId) : null,
    ),
  )
  if (!instructions) return null
  const messageId = newId()
  const at = { conversationId, messageId, instructions, toolbox: NO_TOOLS }
  const text = await remind(answers, requestOf(inbox, input, at))
  const asksPerson = asksForPerson(readOf(input)).asks
  const telling = { id: messageId, text, asksPerson, parts: partsOf(inbox.channel) }
  return persist(() => context.db.withOrg(orgId, (tx) => tellWaiting(tx, conversationId, telling)))
}
