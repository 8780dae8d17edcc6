import type { RunFailure, TurnEnd } from '@hilo/protocol'
import type { StepNotes } from './step-doubles.ts'

/** The error of the author, as far as it is known: a step's is the cause. */
function failed({ code, message, stack }: RunFailure, thrown: unknown): Error {
  const isOfStep = code === 'step_failed' || code === 'terminal'
  const error = new Error(message, isOfStep ? { cause: thrown } : {})
  if (stack) error.stack = stack
  return error
}

/** @throws Error where the test gave no stand-in, or the run failed */
export function requireNoFailure({ missing, thrown }: StepNotes, end: TurnEnd | null): void {
  if (missing) throw missing
  if (end?.type === 'failed') throw failed(end.failure, thrown)
}
