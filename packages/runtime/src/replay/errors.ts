import type { AiFault, CallFailure, RunFailure } from '@hilo/protocol'

/**
 * Thrown by an author: this cannot succeed, so it is not tried again. Uncaught, the run ends and people take
 * over.
 */
export class TerminalError extends Error {
  override readonly name = 'TerminalError'
}

/** What `chat.step` throws when the last attempt failed, or the first that failed with a `TerminalError`. */
export class StepError extends Error {
  override readonly name = 'StepError'
  readonly step: string
  readonly attempts: number
  readonly terminal: boolean

  constructor(step: string, failure: { message: string; attempts: number; terminal: boolean }) {
    const tries = failure.attempts === 1 ? '1 attempt' : `${failure.attempts} attempts`
    super(`Step '${step}' failed after ${tries}: ${failure.message}`)
    this.step = step
    this.attempts = failure.attempts
    this.terminal = failure.terminal
  }
}

/** What `chat.ask` and its like throw when the contact did not answer in time and there is no `onTimeout`. */
export class AskTimeout extends Error {
  override readonly name = 'AskTimeout'

  constructor(question: string) {
    super(`The contact did not answer '${question}' in time, and the code does not handle it: add onTimeout.`)
  }
}

/** What `chat.ask` and its like throw when as many answers as `attempts` were not accepted. */
export class AskExhausted extends Error {
  override readonly name = 'AskExhausted'

  constructor(question: string, attempts: number) {
    super(`The contact gave ${attempts} answers to '${question}' that were not accepted.`)
  }
}

/**
 * What `chat.call` throws when the other backend gave no result. `reason` is `invalid` when the input, the
 * output or its configuration does not fit it; `failed` and `cancelled` are how its run ended. Not caught, a
 * `cancelled` one cancels the run that called, and any other fails it.
 */
export class CallError extends Error {
  override readonly name = 'CallError'
  readonly backend: string
  readonly reason: CallFailure['reason']

  constructor(backend: string, { reason, message }: CallFailure) {
    super(message)
    this.backend = backend
    this.reason = reason
  }
}

/**
 * What `chat.ai` throws when no result came: `fault` says why. `not_configured` where the org has no
 * provider that is on, `budget` where it may spend no more, `invalid` where the model gave twice what does
 * not fit, `no_text` where the contact wrote no words, and faults of the provider, such as `timeout`. The
 * provider was asked again before, and the next one, so code that catches it goes on without. Not caught,
 * it fails the run.
 */
export class AiError extends Error {
  override readonly name = 'AiError'
  readonly fault: AiFault

  constructor(fault: AiFault, message: string) {
    super(message)
    this.fault = fault
  }
}

/**
 * Thrown by the `run` of a tool: what was asked for cannot be done, because there is no such order or it has
 * left already. Its words are for whoever asked: the model that did, or the people who are told.
 */
export class ToolRefusal extends Error {
  override readonly name = 'ToolRefusal'
}

/** Thrown where a cancelled run would go on past its journal; like `TurnOver`, it never leaves this folder. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped'
}

/**
 * Ends the author's function from inside a call of `chat`; never leaves this folder, so nobody can catch it.
 */
export class TurnOver extends Error {
  override readonly name = 'TurnOver'
}

/** The reason a run failed, for the people who take over and for the author. */
export function failureOf(error: unknown): RunFailure {
  if (error instanceof StepError) {
    return { code: error.terminal ? 'terminal' : 'step_failed', message: error.message }
  }
  if (error instanceof TerminalError || error instanceof CallError) {
    return { code: 'terminal', message: error.message }
  }
  if (error instanceof AiError) return { code: 'step_failed', message: error.message }
  if (error instanceof Error) {
    return { code: 'exception', message: `${error.name}: ${error.message}`, stack: error.stack }
  }
  return { code: 'exception', message: `The code threw ${messageOf(error)}, which is no Error.` }
}

/** The words of anything that was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message
  return typeof error === 'string' ? `'${error}'` : `a ${error === null ? 'null' : typeof error}`
}

/** Two calls of chat at once: their order, and so the journal, would be a matter of luck. */
export function overlap(name: string, running: string): Error {
  if (name === 'run')
    return new Error(`The function returned while chat.${running} had not finished: await it.`)
  return new Error(`chat.${name} was called while chat.${running} had not finished: await each call of chat.`)
}
