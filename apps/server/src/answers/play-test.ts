import { type Instructions, playCase } from '@hilo/ai'
import { type Id, newId, type PlayedTurn, type TestWords } from '@hilo/protocol'
import type { Answer } from './answer.ts'
import { answerQuestion } from './answer-question.ts'
import { ANSWER_MS, type AnswerContext } from './open-work.ts'
import { openStandIns, type StandInBox } from './toolbox/stand-in.ts'

export type PlayTest = {
  orgId: Id
  test: Pick<TestWords, 'language' | 'inboxId' | 'standIns' | 'turns'>
  /** Which of the ways of saying something is taken: the first play is 0. */
  nth: number
  instructions: Instructions
}

/** A play, with the answers as they came and the ids by which the ledger knows what they cost. */
export type PlayedTest = { turns: PlayedTurn[]; answers: Answer[]; messageIds: Id[] }

/** A simulated contact talks to the org's answers, as they would be given; nothing is said to anybody. */
export async function playTest(
  context: AnswerContext,
  { orgId, test, nth, instructions }: PlayTest,
  signal: AbortSignal,
): Promise<PlayedTest> {
  const { inboxId, standIns = [] } = test
  const box = await openStandIns(context.db, { orgId, inboxId }, standIns)
  const answers: Answer[] = []
  const messageIds: Id[] = []
  const turns = await playCase(test, {
    nth,
    async answer(said, language) {
      const messageId = newId()
      messageIds.push(messageId)
      const request = {
        ...{ orgId, inboxId, conversationId: null, messageId, turns: said, language },
        leftOpen: answers.filter(({ action }) => action === 'suggest').length,
        ...{ audiences: ['public'] as const, instructions, purpose: 'test' as const },
        toolbox: box.toolbox,
        ...heardIn(said, box),
      }
      const patience = AbortSignal.timeout(ANSWER_MS)
      const answer = await answerQuestion(context, request, AbortSignal.any([signal, patience]))
      answers.push(answer)
      const { action, text, reason, citations, trace } = answer
      return {
        action,
        text,
        reason,
        citations: [...citations],
        language: trace.language,
        ms: trace.ms,
        calls: box.take(),
      }
    },
  })
  return { turns, answers, messageIds }
}

/** What a tool asked may be answered by the last words of the contact. */
function heardIn(said: readonly { from: 'contact' | 'us'; text: string }[], box: StandInBox) {
  const last = said.slice(said.findLastIndex(({ from }) => from === 'us') + 1)
  const heard = box.hear(last.map(({ text }) => text).join('\n'))
  return heard ? { heard } : {}
}
