import type { Answer, AnswerRequest } from './answer.ts'
import { conclude } from './conclude.ts'
import { toldText } from './hand-over.ts'
import { prepare } from './prepare.ts'
import { type AnswerContext, openWork } from './work.ts'

/** What a contact hears who waits for a person and writes again: that people know, and when they are there. */
export async function remind(context: AnswerContext, request: AnswerRequest): Promise<Answer> {
  const work = await openWork(context, request, AbortSignal.abort())
  const prepared = prepare(work)
  return conclude({ work, prepared }, { action: 'clarify', text: toldText(work, prepared.language) })
}
