import type { GenEvent, GenRequest, Model, Redactor } from '@hilo/ai'
import { mapStrings } from './map-strings.ts'

/** How a call ended. */
export type CallEnd = Extract<GenEvent, { type: 'done' | 'failed' }>

/** Asks a model, and waits for its last word. */
export async function ask(model: Model, request: GenRequest, signal: AbortSignal): Promise<CallEnd> {
  for await (const event of model.generate(request, signal)) {
    if (event.type !== 'text') return event
  }
  throw new Error('A call of a model ended without an end.')
}

/** A JSON value in which what no provider was shown is back in its place. */
export function restoredIn(value: unknown, redactor: Pick<Redactor, 'restore'>): unknown {
  return mapStrings(value, redactor.restore)
}
