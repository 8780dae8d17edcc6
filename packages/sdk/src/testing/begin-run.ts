import type { ContactSnapshot } from '@hilo/protocol'
import { type Callee, MemoryRun } from '@hilo/runtime/memory'
import { type AnyBackend, type Backend, type LogLevel, TerminalError } from '@hilo/runtime/replay'
import { type AiDoubles, askModelWith } from './ai-doubles.ts'
import type { SentFiles } from './sent-files.ts'
import { performWith, type StepDouble, type StepNotes } from './step-doubles.ts'

export type SimulationOptions = {
  /** As the dashboard would give it: the schema of the backend reads it. */
  readonly config?: Readonly<Record<string, unknown>>
  readonly secrets?: Readonly<Record<string, string>>
  /**
   * What stands in for the steps, by their names: a result, or a function that gives one or throws. When it
   * is given, a step that has no stand-in is refused, so no test reaches the network by accident; without it
   * the steps are done.
   */
  readonly steps?: Readonly<Record<string, StepDouble>>
  /**
   * What stands in for the models of the org, by the calls of `chat.ai`: what they say, or a function of what
   * they are asked. Without it there is no provider, as in an org that has set none.
   */
  readonly ai?: AiDoubles
  /**
   * The backends that the code calls, by their names: they are really played, with the same steps, secrets
   * and contact. One with a configuration is given as `{ backend, config }`.
   */
  readonly backends?: Readonly<Record<string, AnyBackend | Partial<Callee>>>
  readonly contact?: Partial<ContactSnapshot>
  /**
   * The keys of steps begin with it: give each conversation its own where steps are really done. By default
   * all conversations have the same, so that a test can expect a key.
   */
  readonly conversationId?: string
  /** The addresses that `chat.assign` knows; by default it knows every one. */
  readonly members?: readonly string[]
  /** True where the inbox takes a burst of messages as one; by default it does not. */
  readonly bursts?: boolean
  /** IANA; by default UTC. */
  readonly timeZone?: string
  /** When it begins; by default Monday, 5 January 2026, 12:00 UTC. Time passes only by `advance`. */
  readonly now?: Date | string
}

const NOW = '2026-01-05T12:00:00Z'
const CONTACT: ContactSnapshot = {
  id: 'contact-1',
  name: 'Ana',
  locale: 'en',
  channel: 'whatsapp',
  phone: '5491100000000',
  attributes: {},
}

/** @returns when the conversation begins, in ms. */
export function beginOf({ now = NOW }: SimulationOptions): number {
  const begin = new Date(now).getTime()
  if (Number.isNaN(begin)) throw new Error(`'${now}' is not a moment: give a Date or an ISO 8601 text.`)
  return begin
}

export type RunOf = { clock: number; number: number; logs: string[]; notes: StepNotes; files: SentFiles }

/** Begins the run with this number of a simulation. */
export function beginRun<Config, State>(
  backend: Backend<Config, State>,
  options: SimulationOptions,
  { clock, number, logs, notes, files }: RunOf,
): MemoryRun<Config, State> {
  const { config = {}, contact, conversationId, secrets, steps, members, timeZone = 'UTC', bursts } = options
  const run: MemoryRun<Config, State> = new MemoryRun(backend, {
    clock,
    circumstances: {
      runId: conversationId ? `${conversationId}-run-${number}` : `run-${number}`,
      conversationId: conversationId ?? 'conversation-1',
      generation: 0,
      config,
      contact: { ...CONTACT, ...contact },
      timeZone,
      ...(bursts ? { bursts } : {}),
    },
    io: {
      log: (level, text, data) => logs.push(lineOf(level, text, data)),
      findMember: async (email) => (!members || members.includes(email) ? email : null),
      secret: (name) => secretOf(secrets, name),
      media: async (id) => files.read(id),
      perform: performWith(steps, notes),
      askModel: askModelWith(options.ai, notes, () => run.toRecord('local')),
    },
    find: (name) => calleeOf(options.backends, name),
  })
  return run
}

/** @throws Error that says how a test gives it. */
function calleeOf(backends: SimulationOptions['backends'] = {}, name: string): Callee {
  const given = Object.hasOwn(backends, name) ? backends[name] : undefined
  if (given && 'run' in given) return { backend: given, config: {} }
  const { backend, config = {} } = given ?? {}
  if (backend) return { backend, config }
  throw new Error(
    `The code calls '${name}', which is not given here: a test adds it to backends of simulate(); ` +
      'hilo chat and hilo dev play one micro-backend alone.',
  )
}

/** As a test compares it: the level where it is not the usual one, the data as JSON. */
function lineOf(level: LogLevel, text: string, data: unknown): string {
  const told = data === undefined ? text : `${text} ${JSON.stringify(data)}`
  return level === 'info' ? told : `${level}: ${told}`
}

function secretOf(secrets: Readonly<Record<string, string>> = {}, name: string): string {
  const secret = secrets[name]
  if (secret === undefined) throw new TerminalError(`The test gives no secret '${name}': add it to secrets.`)
  return secret
}
