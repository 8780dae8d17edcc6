import type { ToolFault } from '@hilo/protocol'
import { type Egress, type EgressFault, type EgressResponse, egressError, egressFaultOf } from '@hilo/runtime'
import type { OpenTool } from '../../domain/ai-tool/open.ts'
import type { ToolRequest } from './build-request.ts'

/** What a service said; `result` is data, whatever it says. */
export type Called = {
  fault: ToolFault | null
  httpStatus: number | null
  result: string | null
}

type Asked = {
  tool: OpenTool
  request: ToolRequest
  /** Hosts of this machine that may be reached in development. */
  loopback: readonly string[]
  signal: AbortSignal
}

const REDIRECTS_MAX = 3
const RESULT_MAX = 6_000
const REDIRECTS = new Set([301, 302, 303, 307, 308])
/** Shorter ones are in too many words that are no secret. */
const SECRET_MIN = 4

/** Sends one request by the guarded way out. It never throws: each way to end is a value. */
export async function callService(egress: Egress, asked: Asked): Promise<Called> {
  try {
    return calledBy(await follow(egress, asked), asked.tool)
  } catch (error) {
    return { fault: faultOf(error, asked.signal), httpStatus: null, result: null }
  }
}

/** What reads is led on within the hosts of the tool; what changes something is not sent twice. */
async function follow(egress: Egress, { tool, request, loopback, signal }: Asked): Promise<EgressResponse> {
  const allow = tool.settings.hosts
  let url = new URL(request.url)
  for (let redirects = 0; ; redirects++) {
    if (url.protocol !== 'https:' && !loopback.includes(url.host))
      throw egressError('not_allowed', `${url.protocol} is not allowed.`)
    const answer = await egress.fetch({ ...request, url: url.href, redirect: 'manual', allow, signal })
    const location = answer.headers.find(([name]) => name.toLowerCase() === 'location')?.[1]
    const isLedOn = REDIRECTS.has(answer.status) && location !== undefined
    if (!isLedOn || request.method !== 'GET' || redirects === REDIRECTS_MAX) return answer
    url = new URL(location, url)
  }
}

function calledBy({ status, body }: EgressResponse, tool: OpenTool): Called {
  const text = textOf(body)
  const isGood = status >= 200 && status < 300
  const result = text === null ? null : withoutSecrets(text, tool).slice(0, RESULT_MAX)
  const fault = isGood ? (text === null ? 'unreadable' : null) : 'http_error'
  return { fault, httpStatus: status, result }
}

/** Null: it is no text. */
function textOf(body: Buffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL and readers take none of them
    return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '').trim()
  } catch {
    return null
  }
}

/** A service may say what it was sent. */
function withoutSecrets(text: string, { secrets }: OpenTool): string {
  const values = Object.values(secrets).flatMap((value) => [value, ...value.split(/\s+/)])
  const long = values.filter((value) => value.length >= SECRET_MIN).sort((a, b) => b.length - a.length)
  return long.reduce((cleaned, value) => cleaned.replaceAll(value, '(secret)'), text)
}

const FAULTS: Record<EgressFault, ToolFault> = {
  not_allowed: 'not_allowed',
  no_address: 'not_allowed',
  too_large: 'unreadable',
  timeout: 'timeout',
}

function faultOf(error: unknown, signal: AbortSignal): ToolFault {
  if (signal.aborted) return 'timeout'
  const fault = egressFaultOf(error)
  return fault ? FAULTS[fault] : 'unreachable'
}
