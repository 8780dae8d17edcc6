import type { GenEvent, GenRequest, Redactor } from '@hilo/ai'
import type { AiPurpose } from '@hilo/protocol'
import { ask, type CallEnd, restoredIn } from '../models/ask.ts'
import type { Work } from './open-work.ts'

type Call = { purpose: AiPurpose; request: GenRequest; signal: AbortSignal }

/** Asks the org's model, and puts back in its place what no provider was shown. */
export async function callModel(
  { modelFor, redactor }: Work,
  { purpose, request, signal }: Call,
): Promise<CallEnd> {
  const end = await ask(await modelFor(purpose), request, signal)
  return end.type === 'done' ? restored(end, redactor) : end
}

type Done = Extract<GenEvent, { type: 'done' }>

function restored(end: Done, redactor: Redactor): Done {
  const toolCalls = end.toolCalls.map((call) => ({ ...call, input: restoredIn(call.input, redactor) }))
  return { ...end, text: redactor.restore(end.text), value: restoredIn(end.value, redactor), toolCalls }
}
