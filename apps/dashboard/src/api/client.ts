import {
  AppError,
  type Contract,
  type ContractReturns,
  ERROR_STATUS,
  type ErrorCode,
  ORG_HEADER,
} from '@hilo/protocol'
import { chosenOrg } from './org.ts'

type Part<C extends Contract, K extends 'params' | 'query' | 'body'> = NonNullable<C[K]>['_zod']['input']

// A part that the contract does not declare has the input type `unknown`.
type Input<C extends Contract> = (unknown extends Part<C, 'params'>
  ? object
  : { params: Part<C, 'params'> }) &
  (unknown extends Part<C, 'query'> ? object : { query?: Part<C, 'query'> }) &
  (unknown extends Part<C, 'body'> ? object : { body: Part<C, 'body'> })

type Parts = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }

/**
 * Calls one endpoint of the API, typed by its contract.
 *
 * @throws AppError with the server's code and sentence; `unavailable` when no answer came, in which case a
 * call that writes may still have happened: only one with a client id may be repeated.
 */
export async function request<C extends Contract>(
  contract: C,
  input: Input<C>,
  signal?: AbortSignal,
): Promise<ContractReturns<C>> {
  const { params = {}, query = {}, body } = input as Parts
  const response = await send(`${fillPath(contract.path, params)}${queryString(query)}`, {
    method: contract.method,
    signal,
    headers: headersOf(body),
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) throw errorOf(response.status, answer)
  return answer as ContractReturns<C>
}

/** `/v1/runs/:runId` with its parameters filled in. */
export function fillPath(path: string, params: Record<string, string>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}

/** `?a=1&b=2` of the values that are there; empty when none is. */
export function queryString(query: Record<string, unknown>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null)
  return pairs.length ? `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}` : ''
}

/** `fetch` whose failure to reach the server is an `AppError` like every other. */
export async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, credentials: 'same-origin' })
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new AppError('unavailable', 'The server did not answer.', { cause })
  }
}

/** True when waiting and trying again may help, without anybody changing anything. */
export function isTemporary(error: unknown): boolean {
  return error instanceof AppError && ['unavailable', 'too_many_requests', 'internal'].includes(error.code)
}

/** What every request says of itself. */
export function headersOf(body: unknown): Record<string, string> {
  const org = chosenOrg()
  return {
    ...(org && { [ORG_HEADER]: org }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
}

/** The error that an answer is, whatever sent it. */
export function errorOf(status: number, answer: unknown): AppError {
  const { code, message, issues } = (answer ?? {}) as Record<string, unknown>
  const known = typeof code === 'string' && code in ERROR_STATUS ? (code as ErrorCode) : codeOf(status)
  const sentence = typeof message === 'string' ? message : `The server answered ${status}.`
  return new AppError(known, sentence, Array.isArray(issues) ? { issues } : {})
}

// A proxy in between answers without a body of ours.
function codeOf(status: number): ErrorCode {
  const match = Object.entries(ERROR_STATUS).find(([, each]) => each === status)
  if (match) return match[0] as ErrorCode
  return status >= 502 ? 'unavailable' : 'internal'
}
