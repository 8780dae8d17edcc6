import type { CallFailure, Returned } from '@hilo/protocol'
import { z } from 'zod'
import type { Callable } from './callable.ts'
import { CallError } from './errors.ts'
import { toJson } from './json.ts'
import { inside } from './recorded.ts'
import type { Recorder } from './recorder.ts'

/**
 * `chat.call`: another backend talks with the contact until it ends. What it came to is recorded by the host
 * that ran it, a level below the call.
 *
 * @throws CallError
 */
export function call(recorder: Recorder, callee: string | Callable, input: unknown): unknown {
  const { name, ...schemas }: Callable = typeof callee === 'string' ? { name: callee } : callee
  const position = recorder.next()
  const recorded = recorder.recall({ position, kind: 'call', name })
  const value = (recorded?.value as { input?: unknown } | undefined) ?? {
    input: inputOf(name, schemas, input),
  }
  if (!recorded) recorder.record({ position, kind: 'call', name, value })
  const entry = recorder.recallOneOf(inside(position, 1), ['returned'], name)
  if (entry) return resultOf(name, schemas, entry.value as Returned)
  recorder.goOn()
  const { isOpeningGone } = recorder
  return recorder.suspend({ kind: 'call', position, name, dueAt: null, input: value.input, isOpeningGone })
}

type Schemas = Omit<Callable, 'name'>

function inputOf(name: string, { input: schema }: Schemas, input: unknown): unknown {
  const parsed = schema?.safeParse(input)
  if (parsed && !parsed.success) throw new CallError(name, unfit('input', name, parsed.error))
  return toJson(input, `The input of '${name}'`)
}

function resultOf(name: string, { output: schema }: Schemas, returned: Returned): unknown {
  if ('error' in returned) throw new CallError(name, returned.error)
  const parsed = schema?.safeParse(returned.ok)
  if (parsed && !parsed.success) throw new CallError(name, unfit('output', name, parsed.error))
  return parsed ? parsed.data : returned.ok
}

function unfit(what: 'input' | 'output', name: string, error: z.ZodError): CallFailure {
  return { reason: 'invalid', message: `The ${what} does not fit '${name}'. ${z.prettifyError(error)}` }
}

/** What the code of a called backend is given; for one that nobody called, what its schema makes of nothing. */
export function givenOf(
  { name, input: schema }: Pick<Callable, 'name' | 'input'>,
  { called }: Recorder['input'],
): { value: unknown } | { problem: string } {
  if (!schema) return { value: called?.input }
  const parsed = schema.safeParse(called?.input)
  if (parsed.success) return { value: parsed.data }
  if (called) return { problem: unfit('input', name, parsed.error).message }
  return { problem: `'${name}' needs an input: it is for other backends to call. A contact cannot begin it.` }
}

/**
 * What the run that called gets of what `run` returned; without a schema any plain JSON.
 *
 * @throws Error when it is no plain JSON, or not what the backend declares.
 */
export function outputOf(
  { name, output: schema }: Pick<Callable, 'name' | 'output'>,
  output: unknown,
): unknown {
  const parsed = schema?.safeParse(output)
  if (parsed && !parsed.success) throw new Error(unfit('output', name, parsed.error).message)
  return toJson(parsed ? parsed.data : output, `The output of '${name}'`) ?? null
}
