import {
  estimateInput,
  estimateOutput,
  type Generated,
  type GenRequest,
  NO_USAGE,
  type ToolCall,
  type Usage,
} from '@hilo/ai'
import { isCount } from './count.ts'
import { type Failure, failed, failureOf } from './fault.ts'
import type { LanguageModel, StreamPart } from './sdk.ts'
import type { Wire } from './wire.ts'

/** How one request to one provider ended, and what it came to. */
export type AttemptEnd = {
  outcome: { type: 'done'; generated: Omit<Generated, 'usage'> } | Failure
  usage: Usage
  /** As the provider names it; null when it did not. */
  model: string | null
  requestId: string | null
  firstTokenAt: number | null
}

/** What came so far. */
type Reading = {
  text: string
  toolCalls: ToolCall[]
  finish: 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'other' | null
  reported: Usage | null
  model: string | null
  responseId: string | null
  firstTokenAt: number | null
  failure: Failure | null
}

type Asked = Pick<GenRequest, 'schema' | 'tools' | 'onPartial'>

export type Attempt = {
  language: LanguageModel
  options: Parameters<LanguageModel['doStream']>[0]
  wire: Wire
  /** Aborted when time is up, or nobody waits any more; the reason says which. */
  signal: AbortSignal
  /** Told when the first word or call of a tool comes. */
  onFirst: () => void
}

/** Reads one answer, and hands out its text as it comes. It never throws: every way to end is a value. */
export async function* readAnswer(attempt: Attempt, request: Asked): AsyncGenerator<string, AttemptEnd> {
  const reading: Reading = {
    ...{ text: '', toolCalls: [], finish: null, reported: null, model: null, responseId: null },
    ...{ firstTokenAt: null, failure: null },
  }
  try {
    for await (const part of partsOf(attempt)) {
      const delta = take(reading, part, attempt)
      if (reading.failure) break
      if (delta === '') continue
      if (request.schema) request.onPartial?.(reading.text)
      else yield delta
    }
  } catch (error) {
    reading.failure = failureOf(error, attempt.wire)
  }
  return endOf(attempt, reading, request)
}

/** What was counted when reading ended before its end. */
export function endWith(wire: Wire, failure: Failure): AttemptEnd {
  return {
    outcome: failure,
    usage: usageOf(wire, null, failure),
    ...{ model: null, requestId: wire.headers['x-request-id'] ?? null, firstTokenAt: null },
  }
}

async function* partsOf({ language, options, signal }: Attempt): AsyncGenerator<StreamPart> {
  const { stream } = await orAborted(language.doStream({ ...options, abortSignal: signal }), signal)
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await orAborted(reader.read(), signal)
      if (done) return
      yield value
    }
  } finally {
    // What was left of it is nobody's any more, and a stream that failed says so here again.
    reader.cancel().catch(() => undefined)
  }
}

/** What the SDK does not end by itself is left behind. */
function orAborted<T>(work: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort))
  })
}

/** @returns the text to hand out. */
function take(reading: Reading, part: StreamPart, { wire, onFirst }: Attempt): string {
  const first = () => {
    if (reading.firstTokenAt !== null) return
    reading.firstTokenAt = performance.now()
    onFirst()
  }
  switch (part.type) {
    case 'text-delta':
      first()
      reading.text += part.delta
      return part.delta
    case 'reasoning-start':
    case 'reasoning-delta':
    case 'tool-input-start':
      first()
      return ''
    case 'tool-call':
      takeCall(reading, part)
      return ''
    case 'response-metadata':
      reading.model = part.modelId ?? reading.model
      reading.responseId = part.id ?? reading.responseId
      return ''
    case 'finish':
      takeFinish(reading, part)
      return ''
    case 'error':
      reading.failure = failureOf(part.error, wire)
      return ''
    default:
      return ''
  }
}

function takeCall(reading: Reading, part: Extract<StreamPart, { type: 'tool-call' }>): void {
  try {
    const input: unknown = JSON.parse(part.input)
    reading.toolCalls.push({ id: part.toolCallId, name: part.toolName, input })
  } catch {
    reading.failure = { ...failed('garbled', 'The input of a tool is no JSON.'), wasSent: true }
  }
}

function takeFinish(reading: Reading, part: Extract<StreamPart, { type: 'finish' }>): void {
  const { inputTokens: input, outputTokens: output } = part.usage
  const { unified } = part.finishReason
  reading.finish = unified === 'error' || unified === 'interrupted' ? 'other' : unified
  if (input.total === undefined || output.total === undefined) return
  const reported: Usage = {
    ...{ inputTokens: input.total, cachedTokens: input.cacheRead ?? 0 },
    ...{ outputTokens: output.total, reasoningTokens: output.reasoning ?? 0, source: 'reported' },
  }
  if (isCredible(reported)) reading.reported = reported
}

/** Counts that cannot be are no report: what was on the wire is counted in their place. */
function isCredible({ inputTokens, cachedTokens, outputTokens, reasoningTokens }: Usage): boolean {
  const counts = [inputTokens, cachedTokens, outputTokens, reasoningTokens]
  return counts.every(isCount) && cachedTokens <= inputTokens && reasoningTokens <= outputTokens
}

function endOf({ wire, signal }: Attempt, reading: Reading, asked: Asked): AttemptEnd {
  const { model, responseId, firstTokenAt } = reading
  const failure = signal.aborted ? abortedBy(signal, wire) : reading.failure
  const outcome = failure ?? outcomeOf(reading, asked)
  const usage = usageOf(wire, reading.reported, outcome.type === 'failed' ? outcome : null)
  return { outcome, usage, model, requestId: wire.headers['x-request-id'] ?? responseId, firstTokenAt }
}

/** The reason is a failure where this server gave up, and anything where the caller did. */
function abortedBy({ reason }: AbortSignal, { sent }: Wire): Failure {
  const own = reason as Failure | undefined
  const failure = own?.type === 'failed' ? own : failed('aborted', 'Nobody waits for the answer any more.')
  return { ...failure, wasSent: sent !== null }
}

function outcomeOf(reading: Reading, { schema, tools = [] }: Asked): AttemptEnd['outcome'] {
  const { text, toolCalls, finish } = reading
  const sent = { wasSent: true }
  if (finish === 'content-filter') return { ...failed('blocked', 'The provider refused to answer.'), ...sent }
  if (text.trim() === '' && toolCalls.length === 0)
    return { ...failed('empty', 'The answer is empty.'), ...sent }
  const isOffered = toolCalls.every(({ name }) => tools.some((tool) => tool.name === name))
  if (!isOffered) return { ...failed('garbled', 'The answer calls a tool that was not offered.'), ...sent }
  const value = schema && toolCalls.length === 0 ? jsonOf(text) : null
  if (value === undefined) return { ...failed('garbled', 'The answer is no JSON.'), ...sent }
  const ended = toolCalls.length > 0 ? 'tool_calls' : finish === 'length' ? 'length' : 'stop'
  return { type: 'done', generated: { text, toolCalls, value, finish: ended } }
}

/** Undefined: it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function usageOf({ sent, received }: Wire, reported: Usage | null, failure: Failure | null): Usage {
  if (reported) return reported
  if (sent === null || (failure && !failure.wasSent)) return NO_USAGE
  return {
    ...{ inputTokens: estimateInput(sent), cachedTokens: 0 },
    ...{ outputTokens: estimateOutput(received), reasoningTokens: 0, source: 'estimated' },
  }
}
