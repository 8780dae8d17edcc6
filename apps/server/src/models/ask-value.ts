import { type GenRequest, openRedactor, type Redactor } from '@hilo/ai'
import type { Id, ModelFault } from '@hilo/protocol'
import type { CallPlace } from '../domain/ai-call/open.ts'
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
  for await (const event of model.generate(request, signal)) {
    if (event.type === 'failed') return { fault: event.fault, reason: event.reason }
    if (event.type !== 'done') continue
    if (event.finish === 'length') return { fault: 'cut', reason: 'The answer is longer than it may be.' }
    return { value: restored(redactor, event.value) }
  }
  throw new Error('A call of a model ended without an end.')
}

function restored(redactor: Redactor, value: unknown): unknown {
  if (typeof value === 'string') return redactor.restore(value)
  if (Array.isArray(value)) return value.map((item) => restored(redactor, item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restored(redactor, item)]))
}
