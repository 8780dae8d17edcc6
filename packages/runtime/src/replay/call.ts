import type { CallFailure, Returned } from '@hilo/protocol'
import { z } from 'zod'
import type { Callable } from './callable.ts'
import { CallError } from './errors.ts'
import { toJson } from './json.ts'
import { inside } from './recorded.ts'
import type { Recorder } from './recorder.ts'
import type { Interruption } from './wait.ts'

/** The words of all that listen while another one talks, as JSON. */
const OUTER_MAX = 32 * 1024

type Reply = { readonly result: unknown } | { readonly interruption: Interruption }

/**
 * `chat.call`: another backend talks with the contact until it ends. What it came to is recorded by the host
 * that ran it, a level below the call. When the contact wrote a word that this run, or one further out,
 * listens for, what was called is cancelled; once that is answered here it is called anew.
 */
export class Calling {
  readonly #recorder: Recorder
  readonly #callee: Callable
  readonly #position: string
  readonly #input: unknown
  #count = 0

  /** @throws CallError */
  constructor(recorder: Recorder, callee: string | Callable, input: unknown) {
    const { name, ...schemas }: Callable = typeof callee === 'string' ? { name: callee } : callee
    const position = recorder.next()
    const recorded = recorder.recall({ position, kind: 'call', name })
    const value = (recorded?.value as { input?: unknown } | undefined) ?? {
      input: inputOf(name, schemas, input),
    }
    if (!recorded) recorder.record({ position, kind: 'call', name, value })
    this.#recorder = recorder
    this.#callee = { name, ...schemas }
    this.#position = position
    this.#input = value.input
  }

  /**
   * What came of it, or what interrupted it. Ends the turn when there is neither yet. @throws CallError
   */
  next(): Reply {
    const recorder = this.#recorder
    const { name } = this.#callee
    this.#count++
    const position = inside(this.#position, this.#count)
    const entry = recorder.recallOneOf(position, ['returned'], name)
    if (entry) {
      const returned = entry.value as Returned
      const interruption = interruptionOf(position, returned)
      return interruption ? { interruption } : { result: resultOf(name, this.#callee, returned) }
    }
    recorder.goOn()
    return this.#suspend()
  }

  #suspend(): never {
    const { isOpeningGone, outer, inbox } = this.#recorder
    if (JSON.stringify(outer).length > OUTER_MAX) {
      const message = 'The words of `on`, with those of what called this run, are larger than 32 KiB.'
      this.#recorder.fail({ code: 'limit', message })
    }
    return this.#recorder.suspend({
      ...{ kind: 'call', position: this.#position, name: this.#callee.name, dueAt: null },
      ...{ input: this.#input, isOpeningGone },
      ...(outer.length > 0 ? { outer } : {}),
      ...(inbox.handled.length > 0 ? { handled: inbox.handled } : {}),
      ...(this.#count > 1 ? { returns: this.#count } : {}),
    })
  }
}

/** The word of this run, or of one further out, because of which what was called has ended. */
function interruptionOf(position: string, { interrupt }: Returned): Interruption | undefined {
  if (!interrupt) return undefined
  const { outwards, ...word } = interrupt
  return outwards === 0 ? { ...word, position } : { ...word, position, outwards }
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
