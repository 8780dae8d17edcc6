/**
 * The object that an author's function is given: each call of `chat`, entered one at a time. A call that
 * waits comes back here for its interrupts and for `onTimeout`, whose code may use `chat` itself.
 */
import type { ContactChanges } from '@hilo/protocol'
import { aiOf } from './ai.ts'
import { all } from './all.ts'
import { ask, localeOf } from './ask.ts'
import type { Backend } from './backend.ts'
import { Calling } from './call.ts'
import type { Callable } from './callable.ts'
import { cancel, yieldTo } from './cancel.ts'
import { now, random, uuid } from './chance.ts'
import type { AllSettings, Chat, Contact, ResultsOf, Steps } from './chat.ts'
import { checkpoint } from './checkpoint.ts'
import { choose } from './choose.ts'
import { assign, note, setContact, tag } from './effects.ts'
import { form, hasForms } from './form.ts'
import { actOf } from './interrupts.ts'
import { location } from './location.ts'
import { type Line, log } from './log.ts'
import { media } from './media.ts'
import { order } from './order.ts'
import { patched } from './patched.ts'
import { handoff, type Sleeping, sleep, sleepUntil } from './pause.ts'
import type { OptIn, OptOut } from './permission.ts'
import { permit } from './permit.ts'
import { phone } from './phone.ts'
import type { Recorder } from './recorder.ts'
import { say } from './say.ts'
import type { Sayable } from './sayable.ts'
import { type Act, step } from './step.ts'
import type { Interruption, Waiting } from './wait.ts'

/** What the code has from its beginning. */
export type Given<Config, State> = {
  readonly config: Config
  readonly state: State | undefined
  readonly input: never
}

type AnyChat = Chat<unknown, unknown, never>
type Questions = 'ask' | 'choose' | 'media' | 'location' | 'phone' | 'order' | 'form'

/** How an interrupt is answered. */
type Interrupted = (interruption: Interruption) => Promise<void>

/** The conversation as the code of this backend sees it. */
export function makeChat<Config, State>(
  backend: Backend<Config, State>,
  recorder: Recorder,
  given: Given<Config, State>,
): Chat<Config, State, never> {
  const interrupted: Interrupted = (interruption) =>
    answerInterrupt(backend, recorder, { chat, interruption })
  const chat: Chat<Config, State, never> = {
    ...given,
    ...recordedCalls(recorder),
    contact: contactOf(recorder),
    ai: aiOf(recorder),
    get locale() {
      return localeOf(recorder)
    },
    timeZone: recorder.input.timeZone,
    ...questionsOf(recorder, interrupted),
    sleep: (duration) => pause(recorder, 'sleep', { begin: () => sleep(recorder, duration), interrupted }),
    sleepUntil: (moment) =>
      pause(recorder, 'sleepUntil', { begin: () => sleepUntil(recorder, moment), interrupted }),
    call: (callee: string | Callable, input?: unknown) => {
      const begin = () => new Calling(recorder, callee, input)
      return call(recorder, { begin, interrupted }) as Promise<never>
    },
    checkpoint: (state) => recorder.enter('checkpoint', () => checkpoint(recorder, state, backend.state)),
    secret: (name) => secretOf(backend, recorder, name),
  }
  recorder.methods = chat
  return chat
}

/** The calls that wait for something of the contact. */
function questionsOf(recorder: Recorder, interrupted: Interrupted): Pick<AnyChat, Questions> {
  return {
    ask: (question, options = {}) => {
      const { onTimeout } = options
      return reply(recorder, 'ask', { put: () => ask(recorder, question, options), onTimeout, interrupted })
    },
    choose: (question, options, settings = {}) => {
      const { onTimeout } = settings
      const put = () => choose(recorder, question, { options, settings })
      return reply(recorder, 'choose', { put, onTimeout, interrupted }) as Promise<never>
    },
    media: (question, options = {}) => {
      const { onTimeout } = options
      const put = () => media(recorder, question, options)
      return reply(recorder, 'media', { put, onTimeout, interrupted })
    },
    location: (question, options = {}) => {
      const { onTimeout } = options
      const put = () => location(recorder, question, options)
      return reply(recorder, 'location', { put, onTimeout, interrupted })
    },
    phone: (question, options = {}) => {
      const { onTimeout } = options
      return reply(recorder, 'phone', {
        put: () => phone(recorder, question, options),
        onTimeout,
        interrupted,
      })
    },
    order: (question, options = {}) => {
      const { onTimeout } = options
      const put = () => order(recorder, question, options)
      return reply(recorder, 'order', { put, onTimeout, interrupted })
    },
    form: (options) => {
      const { onTimeout, fallback } = options
      if (fallback && !hasForms(recorder)) return Promise.try(fallback)
      return reply(recorder, 'form', { put: () => form(recorder, options), onTimeout, interrupted })
    },
  }
}

/** The calls that are the same whatever the backend declares. */
function recordedCalls(recorder: Recorder) {
  return {
    say: (message: string | Sayable) => recorder.enter('say', () => say(recorder, message)),
    step: <T>(name: string, act: Act, options = {}) =>
      recorder.enter(`step('${name}')`, () => step(recorder, { name, act, options })) as Promise<T>,
    all: <Acts extends Steps>(acts: Acts, options: AllSettings<Acts> = {}) =>
      recorder.enter('all', () => all(recorder, { acts, options: options as object })) as Promise<
        ResultsOf<Acts>
      >,
    handoff: (reason: string, { summary = '' } = {}) =>
      recorder.enter('handoff', () => handoff(recorder, String(reason), String(summary))),
    end: (outcome?: string) => recorder.enter('end', () => end(recorder, outcome ?? null)),
    cancel: (reason?: string, { say }: { readonly say?: string } = {}) =>
      recorder.enter('cancel', () => cancel(recorder, { reason: reason ?? null, say })),
    now: () => recorder.enterSync('now', () => now(recorder)),
    random: () => recorder.enterSync('random', () => random(recorder)),
    uuid: () => recorder.enterSync('uuid', () => uuid(recorder)),
    patched: (id: string) => recorder.enterSync('patched', () => patched(recorder, id)),
    tag: (name: string) => recorder.enter('tag', () => tag(recorder, 'tag', name)),
    untag: (name: string) => recorder.enter('untag', () => tag(recorder, 'untag', name)),
    note: (text: string) => recorder.enter('note', () => note(recorder, text)),
    assign: (email: string | null) => recorder.enter('assign', () => assign(recorder, email)),
    optIn: (given: OptIn) => recorder.enter('optIn', () => permit(recorder, 'opt_in', given)),
    optOut: (given: OptOut) => recorder.enter('optOut', () => permit(recorder, 'opt_out', given)),
    log: (...line: Line) => log(recorder, line),
  }
}

type Question<T, Late> = {
  put(): Waiting<T>
  onTimeout: (() => Late | Promise<Late>) | undefined
  interrupted: Interrupted
}

async function reply<T, Late>(
  recorder: Recorder,
  name: string,
  { put, onTimeout, interrupted }: Question<T, Late>,
): Promise<T | Late> {
  let waiting: Waiting<T> | undefined
  for (;;) {
    const next = () => {
      waiting ??= put()
      return waiting.next()
    }
    const reply = await recorder.enter(name, next, waiting === undefined)
    if ('answer' in reply) return reply.answer
    if ('interruption' in reply) await interrupted(reply.interruption)
    else if (onTimeout) return onTimeout()
    else throw reply.late
  }
}

async function pause(
  recorder: Recorder,
  name: string,
  { begin, interrupted }: { begin(): Sleeping; interrupted: Interrupted },
): Promise<void> {
  let sleeping: Sleeping | undefined
  for (;;) {
    const next = () => {
      sleeping ??= begin()
      return sleeping.next()
    }
    const interruption = await recorder.enter(name, next, sleeping === undefined)
    if (!interruption) return
    await interrupted(interruption)
  }
}

async function call(
  recorder: Recorder,
  { begin, interrupted }: { begin(): Calling; interrupted: Interrupted },
): Promise<unknown> {
  let calling: Calling | undefined
  for (;;) {
    const next = () => {
      calling ??= begin()
      return calling.next()
    }
    const reply = await recorder.enter('call', next, calling === undefined)
    if ('result' in reply) return reply.result
    await interrupted(reply.interruption)
  }
}

async function answerInterrupt<Config, State>(
  backend: Backend<Config, State>,
  recorder: Recorder,
  { chat, interruption }: { chat: Chat<Config, State>; interruption: Interruption },
): Promise<void> {
  const { name, position, heard, outwards } = interruption
  if (outwards !== undefined) await recorder.enter('cancel', () => yieldTo(recorder, interruption))
  const act = actOf(backend.on ?? {}, name)
  if (!act) {
    const entry = { position, kind: 'interrupt' as const, name, value: null }
    await recorder.enter('interrupt', () =>
      recorder.diverge(entry, { position, kind: 'interrupt', name: 'nothing of this name' }),
    )
  }
  await recorder.within(position, () => act?.(chat, heard))
}

/** Shows the changes of `set` as they are made; `set` itself is no part of what is known of the contact. */
function contactOf(recorder: Recorder): Contact {
  return Object.defineProperty(recorder.contact, 'set', {
    value: (changes: ContactChanges) => recorder.enter('contact.set', () => setContact(recorder, changes)),
  }) as Contact
}

/** `chat.end`, and the end of the function. */
export function end(recorder: Recorder, outcome: string | null, given: { output?: unknown } = {}): never {
  const position = recorder.next()
  const recorded = recorder.recall({ position, kind: 'end', name: '' })
  recorder.expectNothingLeft(position)
  if (!recorded) recorder.record({ position, kind: 'end', name: '', value: { outcome, ...given } })
  return recorder.over({ type: 'done', outcome, ...given })
}

function secretOf(backend: Pick<Backend<never, never>, 'secrets'>, recorder: Recorder, name: string): string {
  if (!backend.secrets?.includes(name)) {
    throw new Error(`The secret '${name}' is not declared: add it to secrets in defineBackend.`)
  }
  const secret = recorder.io.secret?.(name)
  if (secret === undefined) throw new Error(`The secret '${name}' has no value yet: set it in the dashboard.`)
  return secret
}
