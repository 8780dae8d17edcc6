import type { JournalEntry } from '@hilo/protocol'
import { z } from 'zod'
import type { Backend } from './backend.ts'
import { givenOf, outputOf } from './call.ts'
import { cancel } from './cancel.ts'
import { stateOf } from './checkpoint.ts'
import { CallError, failureOf } from './errors.ts'
import { end, type Given, makeChat } from './make-chat.ts'
import { matchOutwards, toOuter } from './outer-interrupts.ts'
import { playTool } from './play-tool.ts'
import { type Played, Recorder, type TurnInput, type TurnIo } from './recorder.ts'

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
export function playTurn<Config, State>(backend: Backend<Config, State>, turnOf: TurnOf): Promise<Played> {
  return beginTurn(backend, turnOf).played
}

/** The same, for a caller that must be able to stop it. */
export function beginTurn<Config, State>(
  backend: Backend<Config, State>,
  { journal, turn, io }: TurnOf,
): Playing {
  const broken = Promise.withResolvers<never>()
  const recorder = new Recorder(journal, turn, {
    ...io,
    step: (entry, before) => io.step(entry, before).catch((error) => stop(broken.reject, error)),
  })
  const { on = {} } = backend
  const outer = turn.called?.outer ?? []
  recorder.rules = {
    interruptBy: (message) => matchOutwards(on, outer, message),
    outer: toOuter(on, outer),
    stop: () => cancel(recorder, { reason: null, say: undefined }),
  }
  const fail = (error: unknown) => recorder.finish({ type: 'failed', failure: failureOf(error) })
  play(backend, recorder).catch(fail)
  return { played: Promise.race([recorder.played, broken.promise]), fail }
}

/** A step that could not be recorded is no error of the author's: nothing may go on. */
function stop(reject: (error: unknown) => void, error: unknown): Promise<never> {
  reject(error)
  return new Promise(() => {})
}

async function play<Config, State>(backend: Backend<Config, State>, recorder: Recorder): Promise<void> {
  const config = configOf(backend, recorder.input.config)
  if ('problem' in config) return refuse(recorder, config.problem)
  const { tool } = recorder.input
  if (tool) return playTool(recorder, { backend, config: config.value, tool })
  const state = stateOf(recorder, backend.state)
  if ('problem' in state) return refuse(recorder, state.problem)
  const input = givenOf(backend, recorder.input)
  if ('problem' in input) return refuse(recorder, input.problem)
  const given = { config: config.value, state: state.value, input: input.value as never }
  const output = await runOf(backend, recorder, given)
  await recorder.enter('run', () => {
    const { called } = recorder.input
    return end(recorder, null, called ? { output: outputOf(backend, output) } : {})
  })
}

/** What was cancelled in a backend that was called is cancelled here too, unless the code looks at it. */
async function runOf<Config, State>(
  backend: Backend<Config, State>,
  recorder: Recorder,
  given: Given<Config, State>,
): Promise<unknown> {
  try {
    return await backend.run(makeChat(backend, recorder, given))
  } catch (error) {
    if (!(error instanceof CallError) || error.reason !== 'cancelled') throw error
    return recorder.enter('cancel', () => cancel(recorder, { reason: error.message, say: undefined }))
  }
}

function refuse(recorder: Recorder, message: string): void {
  recorder.finish({ type: 'failed', failure: { code: 'invalid', message } })
}

function configOf<Config>(
  backend: Pick<Backend<Config>, 'config'>,
  config: unknown,
): { value: Config } | { problem: string } {
  if (!backend.config) return { value: config as Config }
  const parsed = backend.config.safeParse(config)
  if (parsed.success) return { value: parsed.data }
  return { problem: `The configuration does not fit this backend. ${z.prettifyError(parsed.error)}` }
}
