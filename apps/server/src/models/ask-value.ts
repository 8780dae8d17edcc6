import { type GenRequest, openRedactor } from '@hilo/ai'
import type { Id, ModelFault } from '@hilo/protocol'
import type { CallPlace } from '../domain/ai-call/open.ts'
import { ask, restoredIn } from './ask.ts'
import type { Models } from './models.ts'

export type Asker = { models: Pick<Models, 'open'>; orgId: Id; place: CallPlace }
export type AskedValue = { value: unknown } | { fault: ModelFault; reason: string }

/**
 * Asks for one JSON value. What must not leave the house is taken out of every text before, and put back into
 * the strings of what comes.
 */
export async function askValue(
  { models, orgId, place }: Asker,
  request: GenRequest,
  signal: AbortSignal,
): Promise<AskedValue> {
  const redactor = openRedactor()
  const model = await models.open(orgId, place, redactor.redact)
  const end = await ask(model, request, signal)
  if (end.type === 'failed') return { fault: end.fault, reason: end.reason }
  if (end.finish === 'length') return { fault: 'cut', reason: 'The answer is longer than it may be.' }
  return { value: restoredIn(end.value, redactor) }
}
