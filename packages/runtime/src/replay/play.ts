import type { JournalEntry } from '@hilo/protocol'
import { z } from 'zod'
import { all } from './all.ts'
import { ask, localeOf, sayable } from './ask.ts'
import type { Backend } from './backend.ts'
import { now, random, uuid } from './chance.ts'
import type { Chat, ResultsOf, Steps } from './chat.ts'
import { choose } from './choose.ts'
import { failureOf, messageOf } from './errors.ts'
import { handoff, sleep, sleepUntil } from './pause.ts'
import { type Played, Recorder, type TurnInput, type TurnIo } from './recorder.ts'
import { type Act, step } from './step.ts'
import type { Reply } from './wait.ts'

/** A turn under way. */
export type Playing = {
  readonly played: Promise<Played>
  /** Ends the turn as failed by an error that did not come through the author's function. */
  fail(error: unknown): void
}

/** What a turn is played over. */
export type TurnOf = {
  readonly journal: readonly JournalEntry[]
  readonly turn: TurnInput
  readonly io: TurnIo
}

/**
 * Plays one turn: replays the author's function over the journal, goes on until it waits, ends or fails, and
 * tells what is new. Steps are recorded through `io.step` as they are done and are not among the new entries.
 *
 * Never rejects because of the author's code; rejects when `io.step` does.
 */
export function playTurn<Config>(backend: Backend<Config>, turnOf: TurnOf): Promise<Played> {
  return beginTurn(backend, turnOf).played
}

/** The same, for a caller that must be able to stop it. */
export function beginTurn<Config>(backend: Backend<Config>, { journal, turn, io }: TurnOf): Playing {
  const broken = Promise.withResolvers<never>()
  const recorder = new Recorder(journal, turn, {
    ...io,
    step: (entry) => io.step(entry).catch((error) => stop(broken.reject, error)),
  })
  const fail = (error: unknown) => recorder.finish({ type: 'failed', failure: failureOf(error) })
  play(backend, recorder).catch(fail)
  return { played: Promise.race([recorder.played, broken.promise]), fail }
}

/** A step that could not be recorded is no error of the author's: nothing may go on. */
function stop(reject: (error: unknown) => void, error: unknown): Promise<never> {
  reject(error)
  return new Promise(() => {})
}

async function play<Config>(backend: Backend<Config>, recorder: Recorder): Promise<void> {
  const config = configOf(backend, recorder.input.config)
  if ('problem' in config) {
    recorder.finish({ type: 'failed', failure: { code: 'invalid', message: config.problem } })
    return
  }
  await backend.run(chatOf(backend, recorder, config.value))
  await recorder.enter('run', () => end(recorder, null))
}

function configOf<Config>(
  backend: Backend<Config>,
  config: unknown,
): { value: Config } | { problem: string } {
  if (!backend.config) return { value: config as Config }
  const parsed = backend.config.safeParse(config)
  if (parsed.success) return { value: parsed.data }
  return { problem: `The configuration does not fit this backend. ${z.prettifyError(parsed.error)}` }
}

function chatOf<Config>(backend: Backend<Config>, recorder: Recorder, config: Config): Chat<Config> {
  return {
    contact: recorder.input.contact,
    config,
    locale: localeOf(recorder),
    timeZone: recorder.input.timeZone,
    say: (text) => recorder.enter('say', () => say(recorder, text)),
    ask: (question, options = {}) =>
      reply(recorder, 'ask', { wait: () => ask(recorder, question, options), onTimeout: options.onTimeout }),
    choose: (question, options, settings = {}) =>
      reply(recorder, 'choose', {
        wait: () => choose(recorder, question, { options, settings }),
        onTimeout: settings.onTimeout,
      }),
    step: <T>(name: string, act: Act, options = {}) =>
      recorder.enter(`step('${name}')`, () => step(recorder, { name, act, options })) as Promise<T>,
    all: <Acts extends Steps>(acts: Acts, options = {}) =>
      recorder.enter('all', () => all(recorder, { acts, options })) as Promise<ResultsOf<Acts>>,
    sleep: (duration) => recorder.enter('sleep', () => sleep(recorder, duration)),
    sleepUntil: (moment) => recorder.enter('sleepUntil', () => sleepUntil(recorder, moment)),
    handoff: (reason, { summary = '' } = {}) =>
      recorder.enter('handoff', () => handoff(recorder, String(reason), String(summary))),
    end: (outcome) => recorder.enter('end', () => end(recorder, outcome ?? null)),
    now: () => recorder.enterSync('now', () => now(recorder)),
    random: () => recorder.enterSync('random', () => random(recorder)),
    uuid: () => recorder.enterSync('uuid', () => uuid(recorder)),
    secret: (name) => secretOf(backend, recorder, name),
    log: (...values) => {
      if (recorder.isLive) recorder.io.log('info', values.map(lineOf).join(' '))
    },
  }
}

/** The author's `onTimeout` may use `chat` itself, so it is called when the question is over. */
async function reply<T, Late>(
  recorder: Recorder,
  name: string,
  question: { wait: () => Reply<T>; onTimeout: (() => Late | Promise<Late>) | undefined },
): Promise<T | Late> {
  const answered = await recorder.enter(name, question.wait)
  if ('answer' in answered) return answered.answer
  if (!question.onTimeout) throw answered.late
  return question.onTimeout()
}

function say(recorder: Recorder, text: string): void {
  const position = recorder.next()
  if (recorder.recall({ position, kind: 'say', name: '' })) return
  recorder.record({
    position,
    kind: 'say',
    name: '',
    value: null,
    content: { type: 'text', text: sayable(text) },
  })
}

function end(recorder: Recorder, outcome: string | null): never {
  const position = recorder.next()
  const recorded = recorder.recall({ position, kind: 'end', name: '' })
  recorder.expectNothingLeft(position)
  if (!recorded) recorder.record({ position, kind: 'end', name: '', value: { outcome } })
  return recorder.over({ type: 'done', outcome })
}

function secretOf(backend: Pick<Backend<never>, 'secrets'>, recorder: Recorder, name: string): string {
  if (!backend.secrets?.includes(name)) {
    throw new Error(`The secret '${name}' is not declared: add it to secrets in defineBackend.`)
  }
  const secret = recorder.io.secret?.(name)
  if (secret === undefined) throw new Error(`The secret '${name}' has no value yet: set it in the dashboard.`)
  return secret
}

function lineOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Error) return messageOf(value)
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}
