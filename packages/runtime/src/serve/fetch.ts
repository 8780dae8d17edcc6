import type { BackendFrame, FetchedFrame, HostFrame } from '@hilo/protocol'
import { currentStep, currentTurn } from './context.ts'

type Answer = Extract<HostFrame, { type: 'fetch_part' | 'fetched' | 'fetch_failed' }>
type Waiting = { parts: Buffer[]; resolve(response: Response): void; reject(error: unknown): void }

const BODY_BYTES_MAX = 2 * 1024 * 1024
const WITHOUT_BODY = new Set([204, 205, 304])

/** The author's `fetch`: the standard one to look at, done by the host, for this process has no network. */
export class FetchDesk {
  readonly #send: (frame: BackendFrame) => void
  readonly #waiting = new Map<number, Waiting>()
  #last = 0

  constructor(send: (frame: BackendFrame) => void) {
    this.#send = send
  }

  replaceFetch(): void {
    globalThis.fetch = (input, init) => this.#fetch(input, init)
  }

  settle(frame: Answer): void {
    const waiting = this.#waiting.get(frame.fetch)
    if (!waiting) return
    if (frame.type !== 'fetch_failed') waiting.parts.push(Buffer.from(frame.body, 'base64'))
    if (frame.type === 'fetch_part') return
    this.#waiting.delete(frame.fetch)
    if (frame.type === 'fetched') waiting.resolve(responseOf(frame, waiting.parts))
    else waiting.reject(new TypeError(`fetch failed: ${frame.message}`))
  }

  async #fetch(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    const step = currentStep()
    if (!step) {
      throw new Error('fetch outside of a step would be repeated at each replay: call it inside chat.step.')
    }
    const request = new Request(input, init)
    const bytes = request.body ? Buffer.from(await request.arrayBuffer()) : null
    if (bytes && bytes.length > BODY_BYTES_MAX)
      throw new TypeError('fetch failed: the body is larger than 2 MB.')
    return this.#ask(request, bytes, AbortSignal.any([step, request.signal]))
  }

  #ask(request: Request, body: Buffer | null, signal: AbortSignal): Promise<Response> {
    signal.throwIfAborted()
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { parts: [], resolve, reject })
      signal.addEventListener('abort', () => {
        if (!this.#waiting.delete(id)) return
        this.#send({ type: 'fetch_cancel', fetch: id })
        reject(signal.reason)
      })
      this.#send({
        type: 'fetch',
        fetch: id,
        turn: currentTurn() ?? 0,
        method: request.method,
        url: request.url,
        headers: [...request.headers],
        body: body?.toString('base64') ?? null,
        redirect: request.redirect,
        parts: true,
      })
    })
  }
}

function responseOf(frame: FetchedFrame, parts: readonly Buffer[]): Response {
  const body = WITHOUT_BODY.has(frame.status) ? null : Buffer.concat(parts)
  const response = new Response(body, { status: frame.status, headers: frame.headers })
  // The constructor has no place for the address that answered.
  return Object.defineProperty(response, 'url', { value: frame.url })
}
