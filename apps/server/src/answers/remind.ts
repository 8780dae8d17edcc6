import type { AnswerRequest } from './answer.ts'
import { toldText } from './hand-over.ts'
import { type AnswerContext, openWork } from './open-work.ts'
import { prepare } from './prepare.ts'

/** What a contact hears who waits for a person and writes again: that people know, and when they are there. */
export async function remind(context: AnswerContext, request: AnswerRequest): Promise<string> {
  const work = await openWork(context, request, AbortSignal.abort())
  return toldText(work, prepare(work).language)
}
