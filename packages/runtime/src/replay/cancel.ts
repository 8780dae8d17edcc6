import type { OuterWord } from '@hilo/protocol'
import { sayable } from './ask.ts'
import { StepError } from './errors.ts'
import { CANCEL, inside } from './recorded.ts'
import type { Recorder } from './recorder.ts'
import { NAME_MAX, stepAt } from './step.ts'
import type { Interruption } from './wait.ts'

/** Where the last words stand, after all that is undone. */
const LAST = 9999

type Cancellation = { reason: string | null; say: string | undefined; interrupt?: OuterWord }

/**
 * Cancels the run because the contact wrote a word that one of those listens for which wait for it: the one
 * that called goes on with that word.
 */
export function yieldTo(recorder: Recorder, { name, heard, messageId, seq, outwards = 1 }: Interruption) {
  const interrupt = { name, heard, messageId, seq, outwards: outwards - 1 }
  const reason = `The contact wrote '${heard}', which is for what called it.`
  return cancel(recorder, { reason: reason.slice(0, NAME_MAX), say: undefined, interrupt })
}

/**
 * Cancels the run: undoes what can be undone, the last first, and ends it. Each undoing is a step of its own
 * at a place that its step gives it, so it is done once whatever else has been recorded meanwhile. One that
 * fails for good does not keep the others from being tried; people then get the conversation and the reason.
 */
export async function cancel(recorder: Recorder, { reason, say, interrupt }: Cancellation): Promise<never> {
  const recorded = recorder.recall({ position: CANCEL, kind: 'cancel', name: '' })
  recorder.expectNothingLeft(recorder.next())
  const last = { position: inside(CANCEL, LAST), kind: 'say' as const, name: '', value: null }
  // A member was first: these words are never said.
  if (recorder.stops && !recorded && say !== undefined) recorder.record(last)
  const isSilent = recorder.stops && !recorded
  // What came before a member cancelled is for no other run; what comes while it is undone may be.
  if (isSilent) recorder.inbox.skip()
  recorder.stops = false
  if (!recorded) recorder.record({ position: CANCEL, kind: 'cancel', name: '', value: { reason } })
  const failures: string[] = []
  for (const { position, name, act, options } of recorder.undos.toReversed()) {
    const undo = { position: `${CANCEL}.${position}`, name: `undo ${name}`.slice(0, NAME_MAX) }
    try {
      await stepAt(recorder, { ...undo, act, options })
    } catch (error) {
      if (!(error instanceof StepError)) throw error
      failures.push(error.message)
    }
  }
  if (failures.length > 0) {
    const message = `The run was cancelled, and not all of it could be undone. ${failures.join(' ')}`
    recorder.fail({ code: 'undo_failed', message })
  }
  if (say !== undefined && !isSilent) {
    const content = { type: 'text' as const, text: sayable(say) }
    if (!recorder.recall(last)) recorder.record({ ...last, content })
  }
  return recorder.over({ type: 'cancelled', reason, ...(interrupt ? { interrupt } : {}) })
}
