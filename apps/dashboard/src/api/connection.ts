import type { DashboardFrame } from '@hilo/protocol'
import { backoffMs } from './backoff.ts'

type Hello = Extract<DashboardFrame, { type: 'hello' }>
export type LiveStatus = 'connecting' | 'live' | 'offline'

type Options = {
  url: () => string
  /** A connection stands. `awayMs`: how long ago the last frame came, by this machine's steady clock. */
  onOpen: (hello: Hello, awayMs: number) => void
  onFrame: (frame: DashboardFrame) => void
  /** The server knows no member by this session any more. */
  onRefused: () => void
}

/** The server's close code for a session that is over. */
const NOT_AUTHENTICATED = 4401

/**
 * One WebSocket that is open while somebody subscribes, and opens again by itself after every end. Time
 * away is measured with a steady clock, because the wall clock of a laptop may be wrong or jump.
 */
export class LiveConnection {
  readonly #options: Options
  readonly #listeners = new Set<() => void>()
  #status: LiveStatus = 'connecting'
  #socket: WebSocket | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #attempt = 0
  #lastFrameAt = performance.now()
  #hello = { serverMs: Date.now(), steadyMs: performance.now() }

  constructor(options: Options) {
    this.#options = options
  }

  status = () => this.#status

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    if (this.#listeners.size === 1) this.#start()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#stop()
    }
  }

  /** The server's time, as near as the last hello tells. */
  serverNow(): number {
    return this.#hello.serverMs + performance.now() - this.#hello.steadyMs
  }

  #start(): void {
    window.addEventListener('offline', this.#wentOffline)
    window.addEventListener('online', this.#cameOnline)
    this.#open()
  }

  #stop(): void {
    window.removeEventListener('offline', this.#wentOffline)
    window.removeEventListener('online', this.#cameOnline)
    this.#close()
  }

  #open(): void {
    clearTimeout(this.#timer)
    if (this.#socket || this.#listeners.size === 0) return
    const socket = new WebSocket(this.#options.url())
    this.#socket = socket
    socket.onmessage = ({ data }) => this.#socket === socket && this.#read(JSON.parse(String(data)))
    socket.onclose = ({ code }) => this.#socket === socket && this.#lost(code)
  }

  #read(frame: DashboardFrame): void {
    const awayMs = performance.now() - this.#lastFrameAt
    this.#lastFrameAt = performance.now()
    if (frame.type === 'hello') this.#stand(frame, awayMs)
    else this.#options.onFrame(frame)
  }

  #stand(frame: Hello, awayMs: number): void {
    this.#attempt = 0
    this.#hello = { serverMs: Date.parse(frame.now), steadyMs: performance.now() }
    this.#setStatus('live')
    this.#options.onOpen(frame, awayMs)
  }

  #lost(code: number): void {
    this.#socket = null
    if (code === NOT_AUTHENTICATED) this.#options.onRefused()
    this.#setStatus(navigator.onLine ? 'connecting' : 'offline')
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#open(), backoffMs(this.#attempt++))
  }

  #close(): void {
    clearTimeout(this.#timer)
    const closing = this.#socket
    this.#socket = null
    closing?.close()
  }

  // Without this a dead network is only noticed when TCP gives up, minutes later.
  #wentOffline = () => {
    this.#close()
    this.#setStatus('offline')
  }

  #cameOnline = () => {
    this.#attempt = 0
    if (!this.#socket) this.#setStatus('connecting')
    this.#open()
  }

  #setStatus(next: LiveStatus): void {
    if (this.#status === next) return
    this.#status = next
    for (const listener of this.#listeners) listener()
  }
}
