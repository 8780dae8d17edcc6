import type { RunFailure } from '@hilo/protocol'

/** The error of the author, as far as it is known: a step's is the cause. */
export function failed({ code, message, stack }: RunFailure, thrown: unknown): Error {
  const isOfStep = code === 'step_failed' || code === 'terminal'
  const error = new Error(message, isOfStep ? { cause: thrown } : {})
  if (stack) error.stack = stack
  return error
}
