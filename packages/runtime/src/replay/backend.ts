import type { z } from 'zod'
import type { Chat } from './chat.ts'
import { type Interrupts, requireInterrupts } from './interrupts.ts'

/** A micro-backend: a conversation written as one function. */
export type Backend<Config = unknown, State = unknown> = {
  readonly name: string
  readonly config?: z.ZodType<Config>
  readonly secrets?: readonly string[]
  readonly egress?: readonly string[]
  readonly state?: z.ZodType<State>
  readonly on?: Interrupts<Config, State>
  readonly run: (chat: Chat<Config, State>) => Promise<unknown>
}

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/

/**
 * Declares a micro-backend. The default export of the file that is deployed.
 *
 * - `config`: a zod object; what the dashboard edits and `chat.config` gives.
 * - `secrets`: the names `chat.secret()` may read. Nothing else of the outside reaches the code.
 * - `egress`: the hosts `fetch` may reach: exact, `*.example.com`, or `*` for any public host.
 * - `state`: what `chat.checkpoint` takes and `chat.state` gives; without it any plain JSON.
 * - `on`: words that mean the same at any question, such as `human: true` and `cancel: true`.
 *
 * `run` is replayed from the start at each turn, so it must do the same when it is given the same: no
 * `Date.now()` or `Math.random()` (use `chat.now()`, `chat.random()`, `chat.uuid()`), and nothing of the
 * outside world but inside `chat.step`.
 *
 * @throws Error in words when the declaration is wrong.
 */
export function defineBackend<Config = unknown, State = unknown>(
  backend: Backend<Config, State>,
): Backend<Config, State> {
  if (!NAME.test(backend.name)) {
    throw new Error(`'${backend.name}' cannot name a backend: use lower-case letters, digits and hyphens.`)
  }
  if (typeof backend.run !== 'function') throw new Error(`Backend '${backend.name}' has no run function.`)
  requireInterrupts(backend.on ?? {})
  return backend
}
