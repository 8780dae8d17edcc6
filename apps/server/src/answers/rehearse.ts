import { NO_TOOLS } from '@hilo/ai'
import { AppError, type Id, type InstructionPlace, type Rehearsal } from '@hilo/protocol'
import { loadPastTalk } from '../domain/ai-answer/load-past.ts'
import { readDraftInstructions, readInstructions } from '../domain/ai-instruction/read.ts'
import { answerQuestion } from './answer-question.ts'
import { ANSWER_MS, type AnswerContext } from './open-work.ts'
import { turnsOf } from './read-turns.ts'

type Asked = { place: InstructionPlace; answerId: Id; isDraft: boolean }

/**
 * What would be answered to what a contact asked once, after all that was said before, by the instructions in
 * force or by what is written. Nobody is told of it, no tool is used, and what it costs is in the ledger as
 * a test.
 *
 * @throws AppError `not_found` when there is no such answer, or none in this inbox
 */
export async function rehearse(
  context: AnswerContext,
  orgId: Id,
  { place, answerId, isDraft }: Asked,
): Promise<Rehearsal> {
  const { asked, instructions } = await context.db.withOrg(orgId, async (tx) => {
    const found = await loadPastTalk(tx, answerId)
    if (!found || (place !== 'org' && found.inboxId !== place)) {
      throw new AppError('not_found', 'There is no such answer here.')
    }
    const { inboxId } = found
    const draft = place === 'org' ? 'org' : 'inbox'
    return {
      asked: found,
      instructions: isDraft
        ? await readDraftInstructions(tx, inboxId, draft)
        : await readInstructions(tx, inboxId),
    }
  })
  const { inboxId, language, leftOpen } = asked
  const turns = asked.messages.flatMap((one) => turnsOf(one.author === 'contact' ? 'contact' : 'us', one))
  const { action, text, reason, citations } = await answerQuestion(
    context,
    {
      ...{ orgId, inboxId, conversationId: null, messageId: null, language, instructions },
      ...{ leftOpen, purpose: 'test', turns, audiences: ['public'], toolbox: NO_TOOLS },
    },
    AbortSignal.timeout(ANSWER_MS),
  )
  return { action, text, reason, titles: [...new Set(citations.map(({ title }) => title))] }
}
