import type { Egress } from '@hilo/runtime'

/**
 * What the SDK is given for `fetch`: the guarded way out, which also keeps what was sent and what came,
 * because the SDK tells of neither when a call breaks.
 */
export type Wire = {
  /** Null: nothing was asked yet. */
  sent: unknown
  /** Null: no answer began. */
  status: number | null
  headers: Record<string, string>
  received: string
  /** The answer ended before its end. */
  isBroken: boolean
  /** Why there was no answer, or no whole one. */
  error: unknown
}

type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>

/** An answer of a model is some kilobytes; a place for ten thousand texts some megabytes. */
const RECEIVED_MAX = 64 * 1_048_576

/** A `fetch` to one host, for one call. */
export function openWire(egress: Egress, baseUrl: string): { wire: Wire; fetch: Fetch } {
  const wire: Wire = {
    ...{ sent: null, status: null, headers: {}, received: '', isBroken: false, error: null },
  }
  const allow = [new URL(baseUrl).hostname.replace(/^\[|\]$/g, '')]
  return {
    wire,
    async fetch(url, init) {
      const { bytes, headers, told } = await readBody(init)
      wire.sent = told
      try {
        const answer = await egress.stream({
          method: init?.method ?? 'POST',
          url: String(url),
          headers,
          body: bytes,
          allow,
          signal: init?.signal ?? new AbortController().signal,
        })
        wire.status = answer.status
        wire.headers = headersOf(answer.headers)
        return new Response(tapped(answer.body, wire), { status: answer.status, headers: wire.headers })
      } catch (error) {
        wire.error = error
        throw error
      }
    },
  }
}

/** A form has its files in it: of those only how large it is is kept. */
async function readBody(init: RequestInit | undefined): Promise<Body> {
  const headers = new Headers(init?.headers)
  if (!(init?.body instanceof FormData)) {
    const text = String(init?.body ?? '')
    return { bytes: Buffer.from(text), headers: [...headers], told: JSON.parse(text) }
  }
  const form = new Response(init.body)
  headers.set('content-type', form.headers.get('content-type') ?? '')
  const bytes = Buffer.from(await form.arrayBuffer())
  return { bytes, headers: [...headers], told: { form: bytes.length } }
}

type Body = { bytes: Buffer; headers: [string, string][]; told: unknown }

function headersOf(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().join(', ')] as const],
  )
  return Object.fromEntries(entries)
}

/**
 * The body as it comes. It is read as fast as it comes, whoever reads it here: what had arrived before a
 * break is kept.
 */
function tapped(body: AsyncIterable<Buffer>, wire: Wire): ReadableStream<Uint8Array> {
  const decoder = new TextDecoder()
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      try {
        for await (const part of body) {
          wire.received += decoder.decode(part, { stream: true })
          if (wire.received.length > RECEIVED_MAX) throw new Error('The answer is longer than any answer.')
          controller.enqueue(part)
        }
        controller.close()
      } catch (error) {
        Object.assign(wire, { isBroken: true, error })
        controller.error(error)
      }
    },
  })
}
