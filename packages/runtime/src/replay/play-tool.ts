/**
 * A turn in which a tool is run: the author's function for it, over a journal of its own, without a
 * conversation. A step is the same as in a run, its retries too; everything that would speak to the contact,
 * wait for them or change what the org knows is refused.
 */
import type { ToolEnd, ToolTurn } from '@hilo/protocol'
import { z } from 'zod'
import { localeOf } from './ask.ts'
import type { Backend } from './backend.ts'
import { durationMs } from './duration.ts'
import { ToolRefusal } from './errors.ts'
import { toJson } from './json.ts'
import { end, makeChat } from './make-chat.ts'
import type { Recorder } from './recorder.ts'
import { STEP_TIMEOUT, step } from './step.ts'
import type { Tool, ToolContext } from './tool.ts'

const REPLY_MAX = 1_000
const REFUSED = [
  ...['say', 'ask', 'choose', 'media', 'location', 'phone', 'order', 'form', 'sleep', 'sleepUntil', 'all'],
  ...['handoff', 'call', 'end', 'cancel', 'checkpoint', 'patched', 'tag', 'untag', 'note', 'assign'],
  ...['optIn', 'optOut', 'ai', 'state', 'input'],
]

type Play<Config, State> = { backend: Backend<Config, State>; config: Config; tool: ToolTurn }
type Said = { reply: string | null }

/** Runs a tool, or only looks whether its input fits. */
export async function playTool<Config, State>(
  recorder: Recorder,
  { backend, config, tool: { name, input, isCheck, ms } }: Play<Config, State>,
): Promise<void> {
  const { tools = {} } = backend
  const declared = Object.hasOwn(tools, name) ? tools[name] : undefined
  if (!declared) {
    const message = `This version has no tool '${name}'.`
    return recorder.finish({ type: 'failed', failure: { code: 'invalid', message } })
  }
  const parsed = await declared.input.safeParseAsync(input)
  const output: ToolEnd = !parsed.success
    ? { type: 'refused', reason: z.prettifyError(parsed.error) }
    : isCheck
      ? { type: 'done', result: null, reply: null }
      : await run(recorder, declared, {
          backend,
          config,
          input: parsed.data as never,
          endsAt: performance.now() + ms,
        })
  await recorder.enter('run', () => end(recorder, null, { output }))
}

type Running<Config, State> = {
  backend: Backend<Config, State>
  config: Config
  input: never
  endsAt: number
}

async function run<Config, State>(
  recorder: Recorder,
  declared: Tool<Config>,
  { input, ...given }: Running<Config, State>,
): Promise<ToolEnd> {
  const said: Said = { reply: null }
  try {
    const came = await declared.run(input, contextOf(recorder, given, said))
    return { type: 'done', result: toJson(came ?? null, 'What the tool returned'), reply: said.reply }
  } catch (error) {
    if (!(error instanceof ToolRefusal)) throw error
    return { type: 'refused', reason: error.message }
  }
}

function contextOf<Config, State>(
  recorder: Recorder,
  { backend, config, endsAt }: Omit<Running<Config, State>, 'input'>,
  said: Said,
): ToolContext<Config> {
  const chat = makeChat(backend, recorder, { config, state: undefined, input: undefined as never })
  const { now, random, uuid, secret, log, timeZone, contact } = chat
  const { set: _set, ...known } = contact
  const context: ToolContext<Config> = {
    ...{ config, contact: known, locale: localeOf(recorder), timeZone, now, random, uuid, secret, log },
    step: (name, act, options = {}) =>
      recorder.enter(`step('${name}')`, () => {
        if ('onUndo' in options) throw new Error('A tool is not cancelled, so its steps have no onUndo.')
        return step(recorder, { name, act, options: bounded(options, endsAt) })
      }) as Promise<never>,
    reply(text) {
      said.reply = sayable(text)
    },
  }
  recorder.methods = context
  for (const name of REFUSED) Object.defineProperty(context, name, { get: () => refuse(name) })
  return context
}

/** No attempt takes longer than the tool has: its `fetch` ends with it. */
function bounded<Options extends { timeout?: Parameters<typeof durationMs>[0] }>(
  options: Options,
  endsAt: number,
): Options {
  const leftMs = Math.max(1, endsAt - performance.now())
  return { ...options, timeout: Math.min(durationMs(options.timeout ?? STEP_TIMEOUT), leftMs) }
}

function sayable(text: unknown): string {
  if (typeof text === 'string' && text.trim() !== '' && text.length <= REPLY_MAX) return text
  throw new Error(`tool.reply takes a text of 1 to ${REPLY_MAX} characters.`)
}

/** What is no tool's: said at the first look at it, so that the mistake is found where it was made. */
function refuse(name: string): never {
  throw new Error(
    `A tool has no ${name}: it is run while AI answers, and has no conversation. Return what came, and ` +
      'throw a ToolRefusal for what cannot be done.',
  )
}
