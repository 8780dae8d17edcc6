import {
  AppError,
  type Contract,
  type ContractReturns,
  ERROR_STATUS,
  type ErrorCode,
  type Issue,
} from '@hilo/protocol'
import { CommandError } from '../command.ts'

type Part<C extends Contract, K extends 'params' | 'query' | 'body'> = NonNullable<C[K]>['_zod']['input']

// A part that the contract does not declare has the input type `unknown`.
export type Input<C extends Contract> = (unknown extends Part<C, 'params'>
  ? object
  : { params: Part<C, 'params'> }) &
  (unknown extends Part<C, 'query'> ? object : { query?: Part<C, 'query'> }) &
  (unknown extends Part<C, 'body'> ? object : { body: Part<C, 'body'> })

type Parts = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }

/** A server, and the key that opens an org of it. */
export type Client = {
  readonly url: string
  /**
   * Calls one endpoint, typed by its contract.
   *
   * @throws AppError with the server's code and sentence; NoAnswer when it does not answer, or not within
   * `timeoutMs`; CommandError when what answers is no Hilo server.
   */
  call<C extends Contract>(
    contract: C,
    input: Input<C>,
    options?: { timeoutMs?: number },
  ): Promise<ContractReturns<C>>
}

/** The server, or what stands before it, did not answer: asking again later may help. */
export class NoAnswer extends CommandError {}

export function createClient(url: string, key: string): Client {
  return {
    url,
    async call(contract, input, { timeoutMs } = {}) {
      const { params = {}, query = {}, body } = input as Parts
      const path = contract.path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(params[name] ?? ''))
      const headers = {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      }
      const response = await reach(`${url}${path}${queryString(query)}`, {
        method: contract.method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        // A key is for this server, whatever it points to.
        redirect: 'error',
        ...(timeoutMs !== undefined && { signal: AbortSignal.timeout(timeoutMs) }),
      })
      const answer = await readJson(response, url)
      if (!response.ok) throw errorOf(response.status, answer, url)
      // Every endpoint answers with an object; a dashboard answers any path with a page.
      if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
        throw new CommandError(`${url} is no Hilo server, by what it answered: check the address.`)
      }
      return answer as ContractReturns<typeof contract>
    },
  }
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    throw noAnswer(url, cause)
  }
}

/** @returns null for what is no JSON. @throws NoAnswer when the answer broke off. */
async function readJson(response: Response, url: string): Promise<unknown> {
  const text = await response.text().catch((cause) => {
    throw noAnswer(url, cause)
  })
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function noAnswer(url: string, cause: unknown): NoAnswer {
  const { origin } = new URL(url)
  return new NoAnswer(`${origin} did not answer: is it the address of your Hilo server?`, { cause })
}

function queryString(query: Record<string, unknown>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value))
  }
  return search.size > 0 ? `?${search}` : ''
}

function errorOf(status: number, answer: unknown, url: string): Error {
  const { code, message, issues } = (answer ?? {}) as { code?: string; message?: string; issues?: Issue[] }
  if (code === undefined || message === undefined || !(code in ERROR_STATUS)) {
    const sentence = `${url} answered ${status}, which no Hilo server does: check the address.`
    // A proxy says so while the server behind it starts.
    return status >= 500 ? new NoAnswer(sentence) : new CommandError(sentence)
  }
  if (code === 'not_authenticated') return new CommandError(`${message} See hilo login --help.`)
  return new AppError(code as ErrorCode, message, { issues: issues ?? [] })
}
