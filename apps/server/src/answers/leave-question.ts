import type { HandoffReason } from '@hilo/protocol'
import type { Answer } from '../domain/ai-answer/answer.ts'
import type { AnswerRequest } from './answer.ts'
import { handOver } from './conclude.ts'
import { type AnswerContext, openWork } from './open-work.ts'
import { prepare } from './prepare.ts'

/** Leaves a question to people for a reason that is not in it: nothing is looked for, and no model is asked. */
export async function leaveQuestion(
  context: AnswerContext,
  request: AnswerRequest,
  reason: HandoffReason,
): Promise<Answer> {
  const work = await openWork(context, request, AbortSignal.abort())
  return handOver({ work, prepared: prepare(work) }, reason)
}
