import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import type { Fault } from './inputs.ts'
import { headersOf, type LoggedCall } from './openai.ts'

/** https://platform.openai.com/docs/guides/error-codes */
const REFUSALS = {
  not_authenticated: [401, 'invalid_request_error', 'invalid_api_key', 'Incorrect API key provided.'],
  invalid: [400, 'invalid_request_error', 'invalid_request', 'The body is not one of this endpoint.'],
  rate_limited: [429, 'requests', 'rate_limit_exceeded', 'Rate limit reached for requests.'],
  no_credit: [429, 'insufficient_quota', 'insufficient_quota', 'You exceeded your current quota.'],
  too_long: [
    400,
    'invalid_request_error',
    'context_length_exceeded',
    'The context is too long for the model.',
  ],
  http_500: [500, 'server_error', null, 'The server had an error while processing your request.'],
} as const

export type Refusal = keyof typeof REFUSALS

/** Refuses before any work: such a call costs nothing. */
export function refuse(logged: LoggedCall, kind: Refusal, { message, retryAfterSeconds }: Why = {}): Answer {
  const [status, type, code, text] = REFUSALS[kind]
  Object.assign(logged, { status, outcome: 'refused', inputTokens: 0 })
  const error = { message: message ?? text, type, param: null, code }
  const headers = headersOf(logged)
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds)
  return json(status, { error }, headers)
}

type Why = { message?: string; retryAfterSeconds?: number }

/** What the fault makes of a call before anything is said; null when it is about what is said. */
export function refuseBy(logged: LoggedCall, fault: Fault | null): Answer | null {
  switch (fault?.kind) {
    case 'rate_limited':
      return refuse(logged, 'rate_limited', { retryAfterSeconds: fault.retryAfterSeconds })
    case 'no_credit':
    case 'too_long':
    case 'http_500':
      return refuse(logged, fault.kind)
    case 'drop':
    case 'hang':
      logged.outcome = fault.kind === 'drop' ? 'cut' : 'left'
      return { type: fault.kind }
    default:
      return null
  }
}
