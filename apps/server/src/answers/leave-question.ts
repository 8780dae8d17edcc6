import type { HandoffReason } from '@hilo/protocol'
import type { Answer } from '../domain/ai-answer/answer.ts'
import type { AnswerRequest } from './answer.ts'
import { handOver } from './conclude.ts'
import { wordsIn } from './fixed-words.ts'
import { type AnswerContext, openWork } from './open-work.ts'
import { prepare } from './prepare.ts'

type Leaving = {
  reason: HandoffReason
  /** The contact was told so, and nothing since: they hear that people know. */
  isRepeated: boolean
}

/** Leaves a question to people for a reason that is not in it: nothing is looked for, and no model is asked. */
export async function leaveQuestion(
  context: AnswerContext,
  request: AnswerRequest,
  { reason, isRepeated }: Leaving,
): Promise<Answer> {
  const work = await openWork(context, request, AbortSignal.abort())
  const prepared = prepare(work)
  const told = isRepeated ? wordsIn(prepared.language).told : undefined
  return handOver({ work, prepared }, reason, told)
}
