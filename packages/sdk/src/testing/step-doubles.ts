import { AsyncLocalStorage } from 'node:async_hooks'
import { type StepAttempt, type StepContext, TerminalError } from '@hilo/runtime/replay'
import type { AiCall } from './ai-doubles.ts'
import type { Json } from './json.ts'

/** A step's result, or a function that gives one or throws. */
export type StepDouble = Json | undefined | ((context: StepContext) => unknown)

/** An attempt of a step. */
export type StepCall = {
  readonly name: string
  readonly attempt: number
  readonly idempotencyKey: string
}

/** What happened in the steps, and where models were asked, which the code may have caught. */
export type StepNotes = {
  readonly calls: StepCall[]
  readonly asks: AiCall[]
  /** A step, or a question to a model, without a stand-in: a mistake of the test, whatever the code makes of it. */
  missing: Error | null
  /** What the last step threw that failed. */
  thrown: unknown
}

const stepping = new AsyncLocalStorage<'done' | 'stood in for'>()

/** True inside a step that is really done. */
export function isInStep(): boolean {
  return stepping.getStore() === 'done'
}

/** The same, and inside what stands in for one. */
export function isInAttempt(): boolean {
  return stepping.getStore() !== undefined
}

/** Does steps with their doubles, or itself when there are none, and notes what happened. */
export function performWith(
  doubles: Readonly<Record<string, StepDouble>> | undefined,
  notes: StepNotes,
): (attempt: StepAttempt) => Promise<unknown> {
  return async ({ name, context, act }) => {
    const { attempt, idempotencyKey } = context
    notes.calls.push({ name, attempt, idempotencyKey })
    try {
      if (!doubles) return await stepping.run('done', act)
      if (!Object.hasOwn(doubles, name)) throw missingOf(name, doubles, notes)
      const double = doubles[name]
      if (typeof double !== 'function') return double
      return await stepping.run('stood in for', () => double(context))
    } catch (error) {
      notes.thrown = error
      throw error
    }
  }
}

function missingOf(name: string, doubles: object, notes: StepNotes): TerminalError {
  const known = Object.keys(doubles).map((double) => `'${double}'`)
  const missing = new TerminalError(
    `The step '${name}' has no stand-in: add it to steps, beside ${known.join(', ') || 'none'}.`,
  )
  notes.missing = missing
  return missing
}
