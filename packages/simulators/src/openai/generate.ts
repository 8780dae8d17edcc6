import { bytes, json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import { countOutput, type Decided, decideReply, takeFault } from './decide-reply.ts'
import type { Fault } from './inputs.ts'
import { headersOf, type LoggedCall, type OpenAi, pause } from './openai.ts'
import type { Prompt } from './prompt.ts'
import { refuseBy } from './refuse.ts'
import type { Wire } from './wire.ts'

type Call = {
  openai: OpenAi
  logged: LoggedCall
  prompt: Prompt
  wire: Wire
  /** Aborted once the caller has left. */
  gone: AbortSignal
}

type Said = Call & { decided: Decided; fault: Fault | null }

/** Answers a call by script, fault or rule, whole or word by word, and writes down what it came to. */
export async function generate(call: Call): Promise<Answer> {
  const { openai, logged, prompt, gone } = call
  const fault = takeFault(openai, prompt)
  const refused = refuseBy(logged, fault)
  if (refused) return refused
  const decided = decideReply(openai, prompt, fault)
  const { cachedTokens, reasoningTokens } = decided
  logged.cachedTokens = Math.min(cachedTokens, logged.inputTokens)
  const waitMs = openai.settings.latencyMs + (fault?.kind === 'slow' ? fault.ms : 0)
  await pause(openai, waitMs, gone)
  if (gone.aborted) {
    logged.outcome = 'left'
    return { type: 'drop' }
  }
  logged.reasoningTokens = reasoningTokens
  const said = { ...call, decided, fault }
  if (!prompt.isStreamed) return answerWhole(said)
  const headers = { ...headersOf(logged), 'content-type': 'text/event-stream', 'cache-control': 'no-cache' }
  return { type: 'stream', headers, parts: stream(said) }
}

async function answerWhole({ openai, logged, decided, wire, fault, gone }: Said): Promise<Answer> {
  if (fault?.kind === 'stall') await pause(openai, fault.ms, gone)
  if (fault?.kind === 'cut' || gone.aborted) {
    logged.outcome = fault?.kind === 'cut' ? 'cut' : 'left'
    return { type: 'drop' }
  }
  if (fault?.kind === 'malformed') {
    logged.outcome = 'garbled'
    return bytes('application/json', '{"id":"demo","choices":[{"mess', headersOf(logged))
  }
  const text = decided.words.join('')
  note(logged, text, decided)
  finish(logged, openai)
  return json(200, wire.whole({ logged, decided, text }), headersOf(logged))
}

/** A word counts once it has been sent. */
async function* stream({ openai, logged, decided, wire, fault, gone }: Said): AsyncGenerator<string> {
  const breaks = fault && ['stall', 'cut', 'malformed'].includes(fault.kind) ? fault : null
  try {
    yield* wire.begin()
    for (const [index, word] of decided.words.entries()) {
      if (breaks?.words === index && (yield* breakOff(breaks, { openai, logged, wire, gone }))) return
      await pause(openai, openai.settings.chunkMs, gone)
      if (gone.aborted) return
      yield wire.word(word)
      note(logged, logged.text + word, null)
    }
    note(logged, logged.text, decided)
    finish(logged, openai)
    yield* wire.end({ logged, decided, text: logged.text })
  } finally {
    if (logged.outcome === 'under_way') logged.outcome = 'left'
  }
}

/** @returns whether nothing more comes. @throws Error where the stream is to end without an end. */
async function* breakOff(
  { kind, ms }: Fault,
  { openai, logged, wire, gone }: Pick<Call, 'openai' | 'logged' | 'wire' | 'gone'>,
): AsyncGenerator<string, boolean> {
  if (kind === 'stall') {
    await pause(openai, ms, gone)
    return false
  }
  logged.outcome = kind === 'cut' ? 'cut' : 'garbled'
  if (kind === 'cut') throw new Error('The stream was told to break here.')
  yield wire.garbage
  return true
}

function note(logged: LoggedCall, text: string, decided: Decided | null): void {
  logged.text = text
  logged.outputTokens = countOutput(text, decided?.toolCalls ?? [], logged.reasoningTokens)
}

function finish(logged: LoggedCall, { settings }: OpenAi): void {
  logged.isUsageTold = settings.tellsUsage
  logged.outcome = 'answered'
}
