import type { z } from 'zod'
import type { Callable } from './callable.ts'
import type { Chat } from './chat.ts'
import { type Interrupts, requireInterrupts } from './interrupts.ts'
import { type Resume, resumeRuleOf } from './resume.ts'
import { requireTools, type Tool, type ToolDeclarations } from './tool.ts'

/** A micro-backend: a conversation written as one function. */
export type Backend<Config = unknown, State = unknown> = {
  readonly name: string
  readonly config?: z.ZodType<Config>
  readonly secrets?: readonly string[]
  readonly egress?: readonly string[]
  readonly state?: z.ZodType<State>
  readonly input?: z.ZodType
  readonly output?: z.ZodType
  readonly on?: Interrupts<Config, State>
  readonly resume?: Resume
  readonly tools?: Readonly<Record<string, Tool<Config>>>
  readonly run: (chat: Chat<Config, State, never>) => Promise<unknown>
}

/** One of whatever configuration and state. */
export type AnyBackend = Omit<Backend, 'config' | 'state' | 'on' | 'tools' | 'run'> & {
  readonly config?: z.ZodType
  readonly state?: z.ZodType
  readonly on?: Interrupts<never, never>
  readonly tools?: Readonly<Record<string, Tool<never>>>
  readonly run: (chat: Chat<never, never, never>) => Promise<unknown>
}

/** The same as an author writes it, with what it takes from the backend that calls it and gives back. */
export type Declaration<Config, State, Input, Given, Output, Inputs> = Omit<
  Backend<Config, State>,
  'input' | 'output' | 'tools' | 'run'
> & {
  readonly input?: z.ZodType<Input, Given>
  readonly output?: z.ZodType<Output>
  readonly tools?: ToolDeclarations<Config, Inputs>
  readonly run: (chat: Chat<Config, State, Input>) => Promise<Output>
}

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/
/** A name, an address of either kind, `*` or `*.` before a name. */
const HOST = /^(\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*)$/i

/**
 * Declares a micro-backend. The default export of the file that is deployed.
 *
 * - `config`: a zod object; what the dashboard edits and `chat.config` gives.
 * - `secrets`: the names `chat.secret()` may read. Nothing else of the outside reaches the code.
 * - `egress`: the hosts `fetch` may reach: exact, `*.example.com`, or `*` for any public host.
 * - `state`: what `chat.checkpoint` takes and `chat.state` gives; without it any plain JSON.
 * - `input`, `output`: what a backend that calls this one has to give, `chat.input` here, and what it gets
 *   back, which is what `run` returns; without them any plain JSON.
 * - `on`: words that mean the same at any question, such as `human: true` and `cancel: true`.
 * - `resume`: when the run goes on after a person has taken the conversation. `'on hand-back'`, the default;
 *   `{ afterSilence: '30 minutes' }` or `'after 30 minutes of silence'`, also by itself once neither the
 *   contact nor people have written for so long; `'never'`, the run ends there, and the next message after
 *   the hand-back starts a new one.
 * - `tools`: what AI may have done for a contact by this code, while it answers in an inbox: each has words
 *   for people and for the model, a zod object that the model fills in, who has to agree, and a `run` of its
 *   own, which has steps and no conversation. The org switches them on.
 *
 * `run` is replayed from the start at each turn, so it must do the same when it is given the same: no
 * `Date.now()` or `Math.random()` (use `chat.now()`, `chat.random()`, `chat.uuid()`), and nothing of the
 * outside world but inside `chat.step`.
 *
 * @throws Error in words when the declaration is wrong.
 */
export function defineBackend<
  Config = unknown,
  State = unknown,
  Input = undefined,
  Given = undefined,
  Output = unknown,
  Inputs = Record<never, never>,
>(
  backend: Declaration<Config, State, Input, Given, Output, Inputs>,
): Backend<Config, State> & Callable<Given, Output> {
  if (!NAME.test(backend.name)) {
    throw new Error(`'${backend.name}' cannot name a backend: use lower-case letters, digits and hyphens.`)
  }
  if (typeof backend.run !== 'function') throw new Error(`Backend '${backend.name}' has no run function.`)
  for (const host of backend.egress ?? []) requireHost(host)
  requireInterrupts(backend.on ?? {})
  resumeRuleOf(backend.resume)
  requireTools(toolsOf<Config>(backend))
  return { ...backend, ...(backend.tools && { tools: toolsOf<Config>(backend) }) }
}

/** What each was declared with is between its schema and its function; here they are tools of any input. */
function toolsOf<Config>({ tools = {} }: { tools?: object }): NonNullable<Backend<Config>['tools']> {
  return tools as NonNullable<Backend<Config>['tools']>
}

/** What would never match would be noticed by a contact first. */
function requireHost(host: string): void {
  if (HOST.test(host)) return
  throw new Error(
    `'${host}' in egress is no host: write a name such as api.example.com, *.example.com or *, without ` +
      'scheme, port and path.',
  )
}
