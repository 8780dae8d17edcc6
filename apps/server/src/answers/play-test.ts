import { type Instructions, NO_TOOLS, playCase, type Toolbox } from '@hilo/ai'
import { type Id, newId, type PlayedTurn, type TestWords } from '@hilo/protocol'
import type { Answer } from './answer.ts'
import { answerQuestion } from './answer-question.ts'
import { ANSWER_MS, type AnswerContext } from './work.ts'

export type PlayTest = {
  orgId: Id
  test: Pick<TestWords, 'language' | 'inboxId' | 'turns'>
  /** Which of the ways of saying something is taken: the first play is 0. */
  nth: number
  instructions: Instructions
  /** None where nothing may be done. */
  toolbox?: Toolbox
}

/** A play, with the answers as they came and the ids by which the ledger knows what they cost. */
export type PlayedTest = { turns: PlayedTurn[]; answers: Answer[]; messageIds: Id[] }

/** A simulated contact talks to the org's answers, as they would be given; nothing is said to anybody. */
export async function playTest(
  context: AnswerContext,
  { orgId, test, nth, instructions, toolbox = NO_TOOLS }: PlayTest,
  signal: AbortSignal,
): Promise<PlayedTest> {
  const answers: Answer[] = []
  const messageIds: Id[] = []
  const turns = await playCase(test, {
    nth,
    async answer(said, language) {
      const messageId = newId()
      messageIds.push(messageId)
      const request = {
        ...{ orgId, inboxId: test.inboxId, conversationId: null, messageId, turns: said, language },
        missed: answers.filter(({ action }) => action === 'suggest').length,
        ...{ audiences: ['public'] as const, instructions, toolbox, purpose: 'test' as const },
      }
      const patience = AbortSignal.timeout(ANSWER_MS)
      const answer = await answerQuestion(context, request, AbortSignal.any([signal, patience]))
      answers.push(answer)
      const { action, text, reason, citations, trace } = answer
      return { action, text, reason, citations: [...citations], language: trace.language, ms: trace.ms }
    },
  })
  return { turns, answers, messageIds }
}
