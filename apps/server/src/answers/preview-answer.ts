import { NO_TOOLS } from '@hilo/ai'
import type { api, ContractBody, ContractReturns, Id } from '@hilo/protocol'
import { readInstructions } from '../domain/ai-instruction/read.ts'
import { answerQuestion } from './answer-question.ts'
import { ANSWER_MS, type AnswerContext } from './work.ts'

/** What a contact would be answered who asks only this, and why. It says nothing to anybody. */
export async function previewAnswer(
  context: AnswerContext,
  orgId: Id,
  { question, language, internal }: ContractBody<typeof api.previewAnswer>,
): Promise<ContractReturns<typeof api.previewAnswer>> {
  const instructions = await context.db.withOrg(orgId, (tx) => readInstructions(tx, null))
  const { action, text, citations, reason, trace } = await answerQuestion(
    context,
    {
      ...{ orgId, inboxId: null, conversationId: null, messageId: null, language, purpose: 'test' },
      missed: 0,
      turns: [{ from: 'contact', text: question }],
      audiences: internal ? ['public', 'internal'] : ['public'],
      ...{ instructions, toolbox: NO_TOOLS },
    },
    AbortSignal.timeout(ANSWER_MS),
  )
  return { action, text, citations: [...citations], reason, trace }
}
