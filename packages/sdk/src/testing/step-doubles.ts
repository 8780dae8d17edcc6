import { type StepAttempt, type StepContext, TerminalError } from '@hilo/runtime/replay'

/** A step's result, or a function that gives one. A result that is a function is none: wrap it in one. */
export type StepDouble = unknown | ((context: StepContext) => unknown)

/** An attempt of a step. */
export type StepCall = {
  readonly name: string
  readonly attempt: number
  readonly idempotencyKey: string
}

/** Does steps with their doubles, and notes each attempt in `calls`. */
export function performWith(
  doubles: Readonly<Record<string, StepDouble>> | undefined,
  calls: StepCall[],
): (attempt: StepAttempt) => unknown {
  return ({ name, context, act }) => {
    const { attempt, idempotencyKey } = context
    calls.push({ name, attempt, idempotencyKey })
    if (!doubles) return act()
    if (!Object.hasOwn(doubles, name)) {
      const known = Object.keys(doubles)
        .map((known) => `'${known}'`)
        .join(', ')
      throw new TerminalError(
        `The step '${name}' has no stand-in: add it to steps, beside ${known || 'none'}.`,
      )
    }
    const double = doubles[name]
    return typeof double === 'function' ? double(context) : double
  }
}
