import type { ChannelRequest, ChannelUpload } from '@hilo/channels'
import { Agent, request } from 'undici'
import { reasonOf } from '../../domain/reason/reasons.ts'
import { multipartOf, type OpenBytes } from './multipart.ts'

/**
 * How a request to a platform went. `not_sent`: no byte of it can have arrived. `lost`: it may have been
 * carried out, and the answer will never come.
 */
export type HttpAnswer =
  | { type: 'answered'; status: number; body: unknown }
  | { type: 'not_sent'; reason: string }
  | { type: 'lost'; reason: string }

export type HttpSend = (request: ChannelRequest) => Promise<HttpAnswer>

/** Posts a form; the bytes of its file are read while they are sent. */
type HttpUpload = (upload: ChannelUpload, open: OpenBytes) => Promise<HttpAnswer>

export type Http = { send: HttpSend; upload: HttpUpload }

const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])
const BODY_MAX = 1_048_576
/** The slowest that a file may go, in bytes a second. */
const UPLOAD_RATE_MIN = 64 * 1_024

/** Sends channel requests over kept-alive connections. Never throws: every way to end is an answer. */
export function createHttpSend({ timeoutMs = 20_000 } = {}): Http & { close(): Promise<void> } {
  const agent = new Agent({
    connections: 128,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    connect: { timeout: 5_000 },
  })
  return {
    send: ({ method, url, headers, body }) =>
      post(agent, url, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body: bodyOf(body),
        timeoutMs,
      }),
    upload(upload, open) {
      const { headers, body } = multipartOf(upload, open)
      return post(agent, upload.url, {
        method: 'POST',
        headers: { ...upload.headers, ...headers },
        body,
        timeoutMs,
        allMs: timeoutMs + Math.ceil((upload.file.size / UPLOAD_RATE_MIN) * 1_000),
      })
    },
    close: () => agent.close(),
  }
}

/** A form is a text already, and a sample is bytes. */
function bodyOf(body: unknown): string | Uint8Array | null {
  if (body === undefined) return null
  return typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
}

type Post = {
  method: ChannelRequest['method']
  headers: Record<string, string>
  body: string | Uint8Array | null | AsyncIterable<Uint8Array>
  /** For the answer. */
  timeoutMs: number
  /** For everything: while a body is being sent, no other limit counts. */
  allMs?: number
}

async function post(agent: Agent, url: string, { timeoutMs, allMs, ...options }: Post): Promise<HttpAnswer> {
  try {
    const response = await request(url, {
      ...options,
      dispatcher: agent,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxRedirections: 0,
      ...(allMs === undefined ? {} : { signal: AbortSignal.timeout(allMs) }),
    } as never)
    return { type: 'answered', status: response.statusCode, body: await readBody(response.body) }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (NEVER_SENT.has(code)) return { type: 'not_sent', reason: code }
    return { type: 'lost', reason: reasonOf('answer_lost', code || 'connection closed') }
  }
}

async function readBody(body: AsyncIterable<Buffer>): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > BODY_MAX) throw new Error('The answer is longer than any answer of the platform.')
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
