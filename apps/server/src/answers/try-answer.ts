import { NO_TOOLS } from '@hilo/ai'
import type { api, ContractBody, ContractReturns, Id } from '@hilo/protocol'
import { readInstructions } from '../domain/ai-instruction/read.ts'
import { requireInbox } from '../domain/inbox/require-inbox.ts'
import { answerQuestion } from './answer-question.ts'
import { ANSWER_MS, type AnswerContext } from './open-work.ts'

/**
 * What a contact would be answered who asks only this, and why: in an inbox, or by what the org wants
 * everywhere. It says nothing to anybody.
 *
 * @throws AppError `not_found` when the org has no such inbox
 */
export async function tryAnswer(
  context: AnswerContext,
  orgId: Id,
  { question, language, internal, ...asked }: ContractBody<typeof api.tryAnswer>,
): Promise<ContractReturns<typeof api.tryAnswer>> {
  const inboxId = asked.inboxId ?? null
  const instructions = await context.db.withOrg(orgId, async (tx) => {
    if (inboxId !== null) await requireInbox(tx, inboxId)
    return readInstructions(tx, inboxId)
  })
  const { action, text, citations, reason, trace } = await answerQuestion(
    context,
    {
      ...{ orgId, inboxId, conversationId: null, messageId: null, language, purpose: 'test' },
      leftOpen: 0,
      turns: [{ from: 'contact', text: question }],
      audiences: internal ? ['public', 'internal'] : ['public'],
      ...{ instructions, toolbox: NO_TOOLS },
    },
    AbortSignal.timeout(ANSWER_MS),
  )
  return { action, text, citations: [...citations], reason, trace }
}
