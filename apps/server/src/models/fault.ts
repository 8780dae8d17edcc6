import type { ModelFault } from '@hilo/protocol'
import type { Wire } from './wire.ts'

/** How a call failed; `wasSent`: the provider may have begun to work, so it may be on its bill. */
export type Failure = {
  type: 'failed'
  fault: ModelFault
  /** For people who look for the reason; never what was said. */
  reason: string
  wasSent: boolean
  /** How long the provider asks to be left alone; null when it does not say. */
  retryAfterMs: number | null
}

/** What may be over in a while, though nobody does anything about it. */
export const PASSING_FAULTS = ['rate_limited', 'provider_error', 'unreachable', 'timeout'] as const

/** What no question gets past: nothing was read and nothing written, whoever asks. */
export const UNSERVED_FAULTS = [...PASSING_FAULTS, 'no_credit', 'not_allowed', 'unknown_model'] as const

const NEVER_SENT = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
])
const REASON_MAX = 300
/** What a provider says of itself is shown, but not the key that it may repeat. */
const KEY = /\b(sk|key|pk)[-_][\w-]{6,}\S*/gi

/** A failure that is not the provider's. */
export function failed(fault: ModelFault, reason: string): Failure {
  return { type: 'failed', fault, reason, wasSent: false, retryAfterMs: null }
}

/** What an error of the SDK means, told by what was on the wire. */
export function failureOf(error: unknown, wire: Wire): Failure {
  const { status, headers } = wire
  if (status === null) return unanswered(wire.error ?? error)
  if (status >= 400) {
    const { code, message } = refusalIn(wire.received)
    const reason = shortened(`HTTP ${status}: ${message}`)
    return { ...failed(faultOfStatus(status, code), reason), retryAfterMs: retryAfterOf(headers) }
  }
  const sent = { wasSent: true }
  if (isUnreadable(error)) return { ...failed('garbled', 'The answer cannot be read.'), ...sent }
  if (wire.isBroken) return { ...failed('cut', 'The answer ended before its end.'), ...sent }
  const isEarly = error instanceof Error && error.name === 'AI_InvalidResponseDataError'
  if (isEarly) return { ...failed('cut', 'The answer ended without an end.'), ...sent }
  return { ...failed('provider_error', shortened(`The provider reported: ${textOf(error)}`)), ...sent }
}

function unanswered(error: unknown): Failure {
  const codes = causesOf(error).map((one) => (one as NodeJS.ErrnoException).code)
  const code = codes.find((one) => one !== undefined)
  // The guard's own refusals have no code: nothing was sent then.
  const wasSent = code !== undefined && !NEVER_SENT.has(code)
  const reason = shortened(causesOf(error).at(-1)?.message ?? 'Nobody answers.')
  return { ...failed(wasSent ? 'cut' : 'unreachable', reason), wasSent }
}

/** https://platform.openai.com/docs/guides/error-codes */
function faultOfStatus(status: number, code: string): ModelFault {
  if (code === 'context_length_exceeded' || status === 413) return 'too_long'
  if (code === 'insufficient_quota' || status === 402) return 'no_credit'
  if (code === 'content_filter' || code === 'content_policy_violation') return 'blocked'
  if (status === 401 || status === 403) return 'not_allowed'
  if (status === 404) return 'unknown_model'
  if (status === 429) return 'rate_limited'
  return status >= 500 ? 'provider_error' : 'bad_request'
}

function refusalIn(received: string): { code: string; message: string } {
  try {
    const { error } = JSON.parse(received) as { error?: { code?: unknown; message?: unknown } }
    return { code: String(error?.code ?? ''), message: String(error?.message ?? 'no reason given') }
  } catch {
    return { code: '', message: 'no reason that can be read' }
  }
}

function retryAfterOf(headers: Record<string, string>): number | null {
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null
}

function isUnreadable(error: unknown): boolean {
  return causesOf(error).some(({ name }) => name === 'AI_JSONParseError' || name === 'AI_TypeValidationError')
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = []
  for (let one = error; one instanceof Error && causes.length < 8; one = one.cause) causes.push(one)
  return causes
}

function textOf(error: unknown): string {
  if (error instanceof Error) return error.message
  return String((error as { message?: unknown } | null)?.message ?? 'an error')
}

function shortened(reason: string): string {
  return reason.replaceAll(KEY, '(key)').slice(0, REASON_MAX)
}
