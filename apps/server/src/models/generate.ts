import { setTimeout as wait } from 'node:timers/promises'
import {
  estimateInput,
  type GenEvent,
  type GenRequest,
  isWorthAnother,
  type ModelMessage,
  type ToolCall,
} from '@hilo/ai'
import type { ModelFault } from '@hilo/protocol'
import { type AttemptEnd, endWith, readAnswer } from './attempt.ts'
import { type Failure, failed } from './fault.ts'
import type { Job } from './job.ts'
import { mapStrings } from './map-strings.ts'
import { openMeter } from './meter.ts'
import type { Target } from './target.ts'
import { openWire } from './wire.ts'

/** What may be over in a moment. */
const PASSING = new Set<ModelFault>(['rate_limited', 'provider_error'])
const PAUSE_MS = 250
/** Who asks for a longer pause is not asked again. */
const PAUSE_MAX_MS = 2_000

const NOT_CONFIGURED = failed('not_configured', 'No provider is set and enabled. Set one under AI.')
const TOO_LATE = failed('timeout', 'No provider answered in time.')

/**
 * Asks one provider after the other until one answers. Who had a passing trouble is asked once more. Nobody
 * is asked after text was handed out: an answer is one provider's, whole or not at all.
 */
export async function* generate(
  job: Job,
  targets: readonly Target[],
  { request, signal }: { request: GenRequest; signal: AbortSignal },
): AsyncGenerator<GenEvent> {
  const clean = redacted(job, request)
  const time = deadline(job.patience.allMs, TOO_LATE)
  let last: Failure = NOT_CONFIGURED
  try {
    for (const target of targets) {
      for (const isLast of [false, true]) {
        const asked = { request: clean, signal: AbortSignal.any([signal, time.signal]) }
        const end = yield* handOut(call(job, target, asked))
        if (end.type === 'done' || end.isHandedOut || !isWorthAnother(end.failure.fault))
          return yield eventOf(end)
        last = end.failure
        if (isLast || !(await isWorthAPause(last, asked.signal))) break
      }
    }
    yield eventOf({
      type: 'failed',
      failure: signal.aborted ? failed('aborted', 'The caller gave up.') : last,
    })
  } finally {
    time.clear()
  }
}

type End =
  | { type: 'done'; end: AttemptEnd & { outcome: { type: 'done' } } }
  | { type: 'failed'; failure: Failure; isHandedOut?: boolean }

async function* handOut(texts: AsyncGenerator<string, AttemptEnd | Failure>): AsyncGenerator<GenEvent, End> {
  let isHandedOut = false
  try {
    for (;;) {
      const { done, value } = await texts.next()
      if (!done) {
        isHandedOut = true
        yield { type: 'text', delta: value }
        continue
      }
      const outcome = 'outcome' in value ? value.outcome : value
      if (outcome.type === 'failed') return { type: 'failed', failure: outcome, isHandedOut }
      return { type: 'done', end: value as AttemptEnd & { outcome: { type: 'done' } } }
    }
  } finally {
    // Who stops listening ends the call, and what it came to is written down.
    await texts.return(undefined as never)
  }
}

function eventOf(end: End): GenEvent {
  if (end.type === 'failed') return { type: 'failed', fault: end.failure.fault, reason: end.failure.reason }
  const { outcome, usage } = end.end
  return { type: 'done', ...outcome.generated, usage }
}

/** One request to one provider, from the ledger's first word to its last. */
async function* call(
  job: Job,
  target: Target,
  { request, signal }: { request: GenRequest; signal: AbortSignal },
): AsyncGenerator<string, AttemptEnd | Failure> {
  const { patience } = job
  const { model } = target
  const reserve = { model, inputTokens: reservedFor(request), outputTokens: request.outputTokensMax }
  if (signal.aborted) return TOO_LATE
  const { languageModel, callOptions } = await import('./sdk.ts')
  const meter = await openMeter(job, target, reserve)
  if ('fault' in meter) return meter
  const { wire, fetch } = openWire(job.egress, target.baseUrl)
  const [first, whole] = [deadline(patience.firstMs, TOO_LATE), deadline(patience.callMs, TOO_LATE)]
  const left = new AbortController()
  let end: AttemptEnd | null = null
  try {
    const options = callOptions(request)
    const ends = AbortSignal.any([signal, first.signal, whole.signal, left.signal])
    const attempt = {
      language: languageModel(target, fetch),
      options,
      wire,
      signal: ends,
      onFirst: first.clear,
    }
    end = yield* readAnswer(attempt, request)
    return end
  } finally {
    left.abort()
    first.clear()
    whole.clear()
    const gone = {
      ...failed('aborted', 'Nobody waits for the answer any more.'),
      wasSent: wire.sent !== null,
    }
    await meter.settle(end ?? endWith(wire, gone))
  }
}

type Deadline = { signal: AbortSignal; clear: () => void }

function deadline(ms: number, reason: Failure): Deadline {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(reason), ms)
  return { signal: controller.signal, clear: () => clearTimeout(timer) }
}

async function isWorthAPause({ fault, retryAfterMs }: Failure, signal: AbortSignal): Promise<boolean> {
  const pauseMs = retryAfterMs ?? PAUSE_MS
  if (!PASSING.has(fault) || pauseMs > PAUSE_MAX_MS || signal.aborted) return false
  // It ends early only by the signal, which is looked at next.
  await wait(pauseMs, undefined, { signal }).catch(() => undefined)
  return !signal.aborted
}

function redacted({ redact }: Job, request: GenRequest): GenRequest {
  return { ...request, messages: request.messages.map((message) => redactedMessage(redact, message)) }
}

function redactedMessage(redact: Job['redact'], message: ModelMessage): ModelMessage {
  if (message.role === 'tool')
    return { ...message, call: redactedCall(redact, message.call), result: redact(message.result) }
  const text = redact(message.text)
  if (message.role !== 'assistant' || !message.toolCalls) return { ...message, text }
  return { ...message, text, toolCalls: message.toolCalls.map((call) => redactedCall(redact, call)) }
}

/** What was put back for the tool is taken out again: its call goes along with every further request. */
function redactedCall(redact: Job['redact'], call: ToolCall): ToolCall {
  return { ...call, input: mapStrings(call.input, redact) }
}

/** About what the request will be counted as, before it is written in a provider's words. */
function reservedFor({ messages, tools, schema }: GenRequest): number {
  return estimateInput({ messages: messages.map(contentOf), tools, response_format: schema })
}

function contentOf(message: ModelMessage): { content: unknown } {
  if (message.role === 'tool') return { content: message.result }
  const calls = 'toolCalls' in message ? JSON.stringify(message.toolCalls) : ''
  const pictures = message.role === 'user' ? (message.pictures ?? []) : []
  return { content: [`${message.text} ${calls}`, ...pictures.map(() => ({ type: 'image' }))] }
}
