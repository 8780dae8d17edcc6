import type { FetchFrame, HostFrame } from '@hilo/protocol'
import type { Egress, EgressResponse } from './egress.ts'
import { Pace } from './pace.ts'

type Desk = {
  readonly egress: Egress
  /** How many requests of one process may be under way. */
  readonly fetchesMax: number
  send(frame: HostFrame): void
  /** Bytes of earlier answers that the process has not read yet. */
  backlog(): number
  /** Resolves when it has read most of them, or is no more. */
  drained(): Promise<void>
}

/**
 * What the answers of one process may take of the server's memory at once, those it has not read included: a
 * request costs the process a line, and the server the whole body.
 */
const HELD_MAX = 32 * 1024 * 1024
/** Read and written at once, a large answer would keep the server from everybody else for so long. */
const PART_BYTES = 192 * 1024
/** All answers of one process together; a few large ones are not held up. */
const PACE = { bytesPerSecond: 8 * 1024 * 1024, burst: 16 * 1024 * 1024 }

/** The requests that one process has under way. */
export class Fetches {
  readonly #desk: Desk
  readonly #open = new Map<number, AbortController>()
  readonly #pace = new Pace(PACE)
  #held = 0

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** Makes a request for an open turn, whose manifest allows these hosts; null when the turn is over. */
  async start(frame: FetchFrame, allow: readonly string[] | null): Promise<void> {
    const { fetch, body, turn: _turn, type: _type, parts, ...request } = frame
    const { egress, fetchesMax, send } = this.#desk
    const refuse = (message: string) => send({ type: 'fetch_failed', fetch, message })
    if (!allow) return refuse('Its turn is over.')
    if (this.#open.size >= fetchesMax) return refuse('Too many requests at once.')
    if (this.#open.has(fetch)) return refuse('There is a request of this number.')
    const controller = new AbortController()
    this.#open.set(fetch, controller)
    let held = 0
    try {
      const response = await egress.fetch({
        ...request,
        body: body === null ? null : Buffer.from(body, 'base64'),
        allow,
        signal: controller.signal,
        onBytes: (bytes) => {
          held += bytes
          this.#hold(bytes)
          return this.#pace.take(bytes, controller.signal)
        },
      })
      await this.#answer(fetch, response, parts ? PART_BYTES : response.body.length)
    } catch (error) {
      refuse(error instanceof Error ? error.message : String(error))
    } finally {
      this.#held -= held
      this.#open.delete(fetch)
    }
  }

  /** False when there is no such request. */
  cancel(fetch: number): boolean {
    this.#open.get(fetch)?.abort()
    return this.#open.has(fetch)
  }

  cancelAll(): void {
    for (const controller of this.#open.values()) controller.abort()
  }

  /** A slow reader is waited for: what it has not read stays here, and counts. */
  async #answer(fetch: number, { body, ...response }: EgressResponse, partBytes: number): Promise<void> {
    const { send, drained } = this.#desk
    let at = 0
    for (; body.length - at > partBytes; at += partBytes) {
      send({ type: 'fetch_part', fetch, body: body.toString('base64', at, at + partBytes) })
      await drained()
    }
    send({ type: 'fetched', fetch, ...response, body: body.toString('base64', at) })
  }

  #hold(bytes: number): void {
    this.#held += bytes
    if (this.#held + this.#desk.backlog() > HELD_MAX) {
      throw new Error('The answers to all requests at once are too large.')
    }
  }
}
