import { AsyncLocalStorage } from 'node:async_hooks'

type Context = { readonly turn: number; readonly step: AbortSignal | null }

const contexts = new AsyncLocalStorage<Context>()

/**
 * Runs a turn, so that what the code does in it (a log line, an escaped error) is known to be of that turn.
 */
export function inTurn<T>(turn: number, act: () => T): T {
  return contexts.run({ turn, step: null }, act)
}

/** Runs a step's function, in which `fetch` is allowed. */
export function inStep<T>(signal: AbortSignal, act: () => T): T {
  return contexts.run({ turn: currentTurn() ?? 0, step: signal }, act)
}

/** The turn whose code is running. */
export function currentTurn(): number | undefined {
  return contexts.getStore()?.turn
}

/** The signal of the step whose code is running. */
export function currentStep(): AbortSignal | undefined {
  return contexts.getStore()?.step ?? undefined
}
