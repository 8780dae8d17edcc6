import { z } from 'zod'
import { toJson } from './json.ts'
import type { Begin } from './recorded.ts'
import type { Recorder } from './recorder.ts'

/** So many checkpoints in a row without a wait are a loop that nobody would see. */
const RESTARTS_MAX = 100

type Schema<State> = z.ZodType<State> | undefined

/**
 * `chat.checkpoint`: ends the generation. What is unread stays unread; what could be undone no longer is.
 *
 * @throws Error when the state is no plain JSON, larger than 64 KiB, or not what the backend declares.
 */
export function checkpoint<State>(recorder: Recorder, state: unknown, schema: Schema<State>): never {
  const position = recorder.next()
  const kept = toJson(state, 'The state of a checkpoint')
  const parsed = schema?.safeParse(kept)
  if (parsed && !parsed.success) {
    throw new Error(`The state does not fit this backend. ${z.prettifyError(parsed.error)}`)
  }
  const recorded = recorder.recall({ position, kind: 'checkpoint', name: '' })
  recorder.expectNothingLeft(position)
  const restarts = recorder.isFirstTurn ? recorder.recorded.begin.restarts + 1 : 0
  if (restarts > RESTARTS_MAX) {
    const message = `More than ${RESTARTS_MAX} checkpoints in a row, and the code never waited.`
    recorder.fail({ code: 'limit', message })
  }
  if (!recorded) recorder.record({ position, kind: 'checkpoint', name: '', value: null })
  const { messages, inbox, isOpeningGone: hasAsked } = recorder
  const value: Begin = { state: kept, restarts, messages, hasAsked, handled: inbox.handled }
  return recorder.over({ type: 'checkpoint', value })
}

/** `chat.state`: what the last checkpoint was given; undefined before the first. */
export function stateOf<State>(
  recorder: Recorder,
  schema: Schema<State>,
): { value: State | undefined } | { problem: string } {
  const { state } = recorder.recorded.begin
  if (state === undefined || !schema) return { value: state as State | undefined }
  const parsed = schema.safeParse(state)
  if (parsed.success) return { value: parsed.data }
  return {
    problem: `The state of the last checkpoint does not fit this backend. ${z.prettifyError(parsed.error)}`,
  }
}
