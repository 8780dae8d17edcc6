import type { GenEvent, GenRequest } from '@hilo/ai'
import type { AiPurpose } from '@hilo/protocol'
import type { Work } from './work.ts'

type Call = { purpose: AiPurpose; request: GenRequest; signal: AbortSignal }

/** How a call ended, with what no provider was shown put back in its place. */
export type CallEnd = Extract<GenEvent, { type: 'done' | 'failed' }>

/** Asks a model, and waits for its last word. */
export async function callModel(
  { modelFor, redactor }: Work,
  { purpose, request, signal }: Call,
): Promise<CallEnd> {
  const model = await modelFor(purpose)
  for await (const event of model.generate(request, signal)) {
    if (event.type === 'failed') return event
    if (event.type === 'done') return restored(event, redactor.restore)
  }
  throw new Error('A call of a model ended without an end.')
}

type Done = Extract<GenEvent, { type: 'done' }>

function restored(event: Done, restore: (text: string) => string): Done {
  return {
    ...event,
    text: restore(event.text),
    value: inside(event.value, restore),
    toolCalls: event.toolCalls.map((call) => ({ ...call, input: inside(call.input, restore) })),
  }
}

function inside(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((one) => inside(one, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inside(one, change)]))
}
