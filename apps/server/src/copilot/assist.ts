import { type CopilotEvent, type CopilotTask, type Id, newId } from '@hilo/protocol'
import type { AnswerContext } from '../answers/answer-question.ts'
import { getConversation } from '../domain/conversation/conversation.ts'
import { readWays } from '../domain/org/ways.ts'
import { draftReply } from './draft-reply.ts'
import type { Help } from './help.ts'
import { rewrite } from './rewrite.ts'
import { suggestTags } from './suggest-tags.ts'
import { summarise } from './summarise.ts'
import { translateForContact, translateMessage } from './translate.ts'

type Assist = { orgId: Id; conversationId: Id; task: CopilotTask; signal: AbortSignal }

/**
 * Helps a member with one task. Nothing is sent, and nothing of the conversation is changed: what comes is
 * the member's to use or to leave.
 *
 * @throws AppError `not_found`
 */
export async function assist(
  context: AnswerContext,
  { orgId, conversationId, task, signal }: Assist,
): Promise<AsyncIterable<CopilotEvent>> {
  const { conversation, ways } = await context.db.withOrg(orgId, async (tx) => ({
    conversation: await getConversation(tx, conversationId),
    ways: await readWays(tx),
  }))
  const inboxId = conversation.inbox.id
  const place = { purpose: 'copilot' as const, inboxId, conversationId, messageId: newId() }
  const help: Help = {
    ...{ ...context, orgId, conversationId, inboxId, signal, locale: ways.locale },
    contactLocale: conversation.contact.locale,
    asker: { models: context.models, orgId, place },
  }
  switch (task.task) {
    case 'draft':
      return draftReply(help)
    case 'rewrite':
      return rewrite(help, task)
    case 'translate':
      return translateForContact(help, task)
    case 'translate_message':
      return translateMessage(help, task)
    case 'summarise':
      return summarise(help, task)
    case 'suggest_tags':
      return suggestTags(help, conversation.tags)
  }
}
