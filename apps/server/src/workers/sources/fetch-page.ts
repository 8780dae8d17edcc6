import type { SourceReason } from '@hilo/protocol'
import { type Egress, type EgressFault, egressFaultOf } from '@hilo/runtime'
import type { Marks } from '../../domain/source/settle-page.ts'

/** How this server names itself to sites; robots.txt may name it too. */
export const ROBOT = 'HiloBot'
const USER_AGENT = `${ROBOT}/1.0 (reads pages for a knowledge base)`
const ACCEPT = 'text/html,application/xhtml+xml,text/plain;q=0.8,application/pdf;q=0.7,*/*;q=0.1'

/** How a request ended. */
export type Answer =
  | { type: 'page'; bytes: Buffer; contentType: string; isHidden: boolean; marks: Marks }
  | { type: 'unchanged' }
  | { type: 'redirect'; to: string }
  | { type: 'gone'; status: number }
  | {
      type: 'failed'
      reason: SourceReason
      detail: string
      /** Null: nobody answered. */
      status: number | null
      isPassing: boolean
      afterMs: number | null
    }

type Asked = { url: string; marks?: Marks; follows?: boolean; signal: AbortSignal }

const PASSING = new Set([408, 425, 429, 500, 502, 503, 504])
const AFTER_MAX_MS = 60_000

/** Asks for one address, by the guarded way out. It never throws: every way to end is a value. */
export async function fetchPage(
  egress: Egress,
  { url, marks, follows = false, signal }: Asked,
): Promise<Answer> {
  const conditions: [string, string][] = []
  if (marks?.etag) conditions.push(['if-none-match', marks.etag])
  if (marks?.lastModified) conditions.push(['if-modified-since', marks.lastModified])
  try {
    const { status, headers, body } = await egress.fetch({
      ...{ method: 'GET', url, body: null, signal, redirect: follows ? 'follow' : 'manual' },
      headers: [['user-agent', USER_AGENT], ['accept', ACCEPT], ...conditions],
      // Its address is looked at, whatever its name; a redirect is looked at as a page of its own.
      allow: follows ? ['*'] : [hostOf(url)],
    })
    return answerOf({ status, body, header: (name) => headerIn(headers, name) }, url)
  } catch (error) {
    return { type: 'failed', ...whyFailed(error), status: null, afterMs: null }
  }
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

function headerIn(headers: readonly [string, string][], wanted: string): string | null {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null
}

type Raw = { status: number; body: Buffer; header: (name: string) => string | null }

function answerOf({ status, body, header }: Raw, url: string): Answer {
  if (status === 304) return { type: 'unchanged' }
  const location = header('location')
  if (status >= 300 && status < 400 && location && URL.canParse(location, url)) {
    return { type: 'redirect', to: new URL(location, url).href }
  }
  if (status === 404 || status === 410) return { type: 'gone', status }
  if (status === 200) {
    return {
      ...{ type: 'page', bytes: body, contentType: header('content-type') ?? '' },
      isHidden: /\b(noindex|none)\b/i.test(header('x-robots-tag') ?? ''),
      marks: { etag: mark(header('etag')), lastModified: mark(header('last-modified')) },
    }
  }
  const reason = status === 401 || status === 403 ? 'forbidden' : 'status'
  const afterMs = afterOf(header('retry-after'))
  return { type: 'failed', reason, detail: `HTTP ${status}`, status, isPassing: PASSING.has(status), afterMs }
}

/** It goes back to the site as it came; one that is no header is none. */
function mark(value: string | null): string | null {
  return value !== null && value.length <= 500 && /^[\x20-\x7e]+$/.test(value) ? value : null
}

function afterOf(value: string | null): number | null {
  const seconds = Number(value ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1_000, AFTER_MAX_MS) : null
}

const WHY: Record<EgressFault, SourceReason> = {
  not_allowed: 'refused',
  no_address: 'unreachable',
  too_large: 'too_large',
  timeout: 'timeout',
}

function whyFailed(error: unknown): { reason: SourceReason; detail: string; isPassing: boolean } {
  const words = []
  for (let one = error; one instanceof Error && words.length < 5; one = one.cause) words.push(one.message)
  const fault = egressFaultOf(error)
  const reason = fault ? WHY[fault] : 'unreachable'
  const isPassing = reason === 'unreachable' || reason === 'timeout'
  return { reason, detail: words.join(' ') || String(error), isPassing }
}
