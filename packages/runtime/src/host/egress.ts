/**
 * The one way out for the code of clients: every request of every backend passes here, and nothing else does.
 *
 * What is checked is the address that is connected to, not a name that was looked up before: the checked
 * addresses are the ones handed to the socket. Redirects are followed by hand, so that each hop is checked
 * again.
 */
import { isIP } from 'node:net'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { Agent, type Dispatcher, request as send } from 'undici'
import { isPublicAddress } from './address.ts'
import { egressError } from './egress-fault.ts'
import { type Guard, guardedLookup, notPublic, refused } from './guarded-lookup.ts'

export type EgressOptions = Guard & {
  /** Ports beside 80 and 443. */
  readonly ports?: readonly number[]
  /**
   * `host:port` that may be reached although it is private, and without TLS: the simulators in development,
   * and what the operator names.
   */
  readonly devLoopback?: readonly string[]
  /** The server's own names: a backend must not call the server that runs it. */
  readonly forbiddenHosts?: readonly string[]
  readonly timeoutMs?: number
  readonly bytesMax?: number
}

export type EgressRequest = {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array | null
  readonly redirect: 'follow' | 'error' | 'manual'
  /** Exact hosts, `*.example.com` for those below it, `*` for any. */
  readonly allow: readonly string[]
  readonly signal?: AbortSignal
  /**
   * Told of each part of the answer as it is read, unpacked; throws to refuse the rest, and the next part is
   * read when it resolves.
   */
  readonly onBytes?: (bytes: number) => void | Promise<void>
}

export type EgressResponse = { status: number; headers: [string, string][]; url: string; body: Buffer }

/** An answer whose body is read as it comes. */
type EgressStream = {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: AsyncIterable<Buffer>
}

export type Egress = {
  /**
   * The same for an answer that is read as it comes, over TLS unless it is this machine in development, and
   * without redirects. It takes as long as `signal` lets it.
   */
  stream(
    request: Omit<EgressRequest, 'redirect' | 'onBytes'> & { signal: AbortSignal },
  ): Promise<EgressStream>
  /** @throws Error in words for the author: refused, too large, too slow, or what the network said. */
  fetch(request: EgressRequest): Promise<EgressResponse>
  close(): Promise<void>
}

type Hop = Omit<EgressRequest, 'url'> & {
  readonly url: URL
  readonly signal: AbortSignal
  /** The answer is read as it comes, so it must not be compressed. */
  readonly isStream?: boolean
}

const REDIRECTS_MAX = 5
const TIMEOUT_MS = 10_000
const BYTES_MAX = 10 * 1024 * 1024
const PORTS = [80, 443]
/** What the connection decides, and what would let a request smuggle another. */
const NOT_FORWARDED = new Set([
  ...[
    'host',
    'connection',
    'keep-alive',
    'proxy-authorization',
    'proxy-connection',
    'te',
    'trailer',
    'upgrade',
  ],
  ...['transfer-encoding', 'content-length', 'expect', 'accept-encoding'],
])
const CREDENTIAL = /authorization|cookie|token|api-?key|secret|signature/i
const DECODERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/** Opens the way out. `close` when it is not needed any more. */
export function createEgress(options: EgressOptions = {}): Egress {
  const { timeoutMs = TIMEOUT_MS } = options
  const agents = {
    guarded: new Agent({
      connect: { timeout: timeoutMs, lookup: guardedLookup(options) },
    }),
    loopback: new Agent({ connect: { timeout: timeoutMs } }),
  }
  return {
    async fetch(request) {
      const timeout = AbortSignal.timeout(timeoutMs)
      const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout
      try {
        return await fetchWhole({ ...request, url: parse(request.url), signal }, options, agents)
      } catch (error) {
        if (timeout.aborted)
          throw egressError('timeout', `No answer within ${timeoutMs / 1000} seconds.`, { cause: error })
        throw error
      }
    },
    async stream(request) {
      const hop: Hop = { ...request, url: parse(request.url), redirect: 'error', isStream: true }
      const isLoopback = options.devLoopback?.includes(hop.url.host) ?? false
      if (hop.url.protocol !== 'https:' && !isLoopback) {
        throw refused('The URL must begin with https://.', options)
      }
      const { response } = await follow(hop, options, agents)
      return { status: response.statusCode, headers: response.headers, body: response.body }
    },
    close: async () => void (await Promise.all([agents.guarded.destroy(), agents.loopback.destroy()])),
  }
}

type Agents = { guarded: Dispatcher; loopback: Dispatcher }

async function fetchWhole(first: Hop, options: EgressOptions, agents: Agents): Promise<EgressResponse> {
  const { response, hop } = await follow(first, options, agents)
  return read(response, hop, options)
}

type Answered = { response: Dispatcher.ResponseData; hop: Hop }

async function follow(first: Hop, options: EgressOptions, agents: Agents): Promise<Answered> {
  let hop = first
  for (let redirects = 0; ; redirects++) {
    const isLoopback = options.devLoopback?.includes(hop.url.host) ?? false
    checkTarget(hop, options, isLoopback)
    const response = await send(hop.url, {
      dispatcher: isLoopback ? agents.loopback : agents.guarded,
      method: hop.method as Dispatcher.HttpMethod,
      headers: headersOf(hop),
      body: hop.body,
      signal: hop.signal,
    })
    const location = locationOf(response)
    if (location === undefined || hop.redirect === 'manual') return { response, hop }
    // Its body is not read; destroying it frees the connection, and nobody waits for the error that this
    // makes.
    response.body.on('error', () => {}).destroy()
    if (hop.redirect === 'error') throw new Error(`${hop.url.host} answered with a redirect.`)
    if (redirects === REDIRECTS_MAX) throw new Error(`More than ${REDIRECTS_MAX} redirects.`)
    hop = redirected(hop, parse(location, hop.url.href), response.statusCode)
  }
}

function parse(url: string, base?: string): URL {
  if (!URL.canParse(url, base)) throw new Error(`'${url}' is not a URL.`)
  return new URL(url, base)
}

function checkTarget({ url, allow }: Hop, options: EgressOptions, isLoopback: boolean): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw egressError('not_allowed', `${url.protocol} is not allowed.`)
  if (url.username !== '' || url.password !== '')
    throw egressError('not_allowed', 'A URL must not hold a user or a password.')
  const host = plainHost(url)
  if (!allow.some((pattern) => matches(host, pattern))) {
    throw egressError('not_allowed', `${host} is not in the egress list of this backend.`)
  }
  if (isLoopback) return
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  if (!PORTS.includes(port) && !options.ports?.includes(port))
    throw refused(`Port ${port} is not allowed: a service answers on 80 or 443.`, options)
  if (options.forbiddenHosts?.includes(host))
    throw egressError('not_allowed', `${host} is this server itself.`)
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic(host, options)
}

/** Without the brackets of an IPv6 address and the dot that ends an absolute name. */
function plainHost(url: URL): string {
  return url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
}

function matches(host: string, pattern: string): boolean {
  const wanted = pattern.toLowerCase()
  if (wanted === '*') return true
  return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted
}

function headersOf({ headers, isStream }: Hop): string[] {
  const forwarded = headers.filter(([name]) => !NOT_FORWARDED.has(name.toLowerCase()))
  return [...forwarded.flat(), 'accept-encoding', isStream ? 'identity' : 'gzip, deflate, br']
}

function locationOf({ statusCode, headers }: Dispatcher.ResponseData): string | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode)) return undefined
  return typeof headers.location === 'string' ? headers.location : undefined
}

/** https://fetch.spec.whatwg.org/#http-redirect-fetch, and no credentials for another host. */
function redirected(hop: Hop, url: URL, status: number): Hop {
  const isPost = hop.method === 'POST'
  const dropsBody =
    (status === 303 && hop.method !== 'HEAD') || ((status === 301 || status === 302) && isPost)
  const isElsewhere = url.origin !== hop.url.origin
  const headers = hop.headers.filter(([name]) => {
    if (isElsewhere && CREDENTIAL.test(name)) return false
    return !(dropsBody && name.toLowerCase().startsWith('content-'))
  })
  return dropsBody ? { ...hop, url, headers, method: 'GET', body: null } : { ...hop, url, headers }
}

async function read(
  response: Dispatcher.ResponseData,
  hop: Hop,
  options: EgressOptions,
): Promise<EgressResponse> {
  const encoding = String(response.headers['content-encoding'] ?? '').toLowerCase()
  const decoder = encoding in DECODERS ? DECODERS[encoding as keyof typeof DECODERS]() : null
  const bytesMax = options.bytesMax ?? BYTES_MAX
  let bytes = 0
  // Counts what comes out of the decoder, so a small body that unpacks to a large one is cut as well.
  const body = await collect(response.body, decoder, (part) => {
    bytes += part
    if (bytes > bytesMax) throw egressError('too_large', `The answer is larger than ${bytesMax} bytes.`)
    return hop.onBytes?.(part)
  })
  const headers: [string, string][] = []
  for (const [name, value] of Object.entries(response.headers)) {
    if (decoder && (name === 'content-encoding' || name === 'content-length')) continue
    for (const one of [value ?? []].flat()) headers.push([name, one])
  }
  return { status: response.statusCode, headers, url: hop.url.href, body }
}

type Decoder = ReturnType<typeof createGunzip>

async function collect(
  body: Readable,
  decoder: Decoder | null,
  onBytes: (bytes: number) => void | Promise<void>,
) {
  const parts: Buffer[] = []
  const source = decoder ? body.on('error', (error) => decoder.destroy(error)).pipe(decoder) : body
  try {
    for await (const part of source) {
      await onBytes(part.length)
      parts.push(part)
    }
  } finally {
    body.on('error', () => {}).destroy()
  }
  return Buffer.concat(parts)
}
