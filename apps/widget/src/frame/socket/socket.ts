import type { WidgetClientFrame, WidgetServerFrame } from '@hilo/protocol'
import { backoffMs } from './backoff.ts'

export type Link = 'connecting' | 'online' | 'reconnecting' | 'offline'

type Options = {
  hello(): WidgetClientFrame
  onFrame(frame: WidgetServerFrame): void
  /** Called when the connection is not there any more; that it is there, the welcome says. */
  onLink(link: Link): void
}

const SLEEP_MS = 60_000
/** A server that welcomes and falls must not be asked again at once, for ever. */
const STEADY_MS = 5_000
const WELCOME_MAX_MS = 20_000

/**
 * Holds one connection to the server open for as long as the page lives. A lost one is tried again with
 * growing pauses, and at once when the browser comes back online or the page into view. After a minute out
 * of view the old connection is not believed any more: a phone that slept keeps it open without a server at
 * the other end.
 */
export class Socket {
  private readonly url: string
  private readonly options: Options
  private current: WebSocket | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private failures = 0
  private isStopped = false
  private hiddenAt = 0
  private welcomedAt = 0

  constructor(url: string, options: Options) {
    this.url = url
    this.options = options
    window.addEventListener('online', () => this.connect())
    window.addEventListener('offline', () => this.lose())
    document.addEventListener('visibilitychange', () => this.look())
    this.connect()
  }

  /** Begins a new connection now, in place of the one there is. */
  connect() {
    const wasWelcome = this.welcomedAt > 0
    this.abandon()
    this.isStopped = false
    this.timer = setTimeout(() => this.lose(), WELCOME_MAX_MS)
    const socket = new WebSocket(this.url)
    this.current = socket
    socket.onopen = () => socket.send(JSON.stringify(this.options.hello()))
    socket.onmessage = ({ data }) => {
      const frame = readFrame(data)
      if (frame && this.current === socket) this.receive(frame)
    }
    socket.onclose = () => {
      if (this.current === socket) this.lose()
    }
    if (wasWelcome) this.options.onLink('connecting')
  }

  /** False when nothing was sent, because the server has not welcomed this connection. */
  send(frame: WidgetClientFrame): boolean {
    if (this.welcomedAt) this.current?.send(JSON.stringify(frame))
    return this.welcomedAt > 0
  }

  /** No more attempts, until `connect` is called or the browser comes back online. */
  stop() {
    this.isStopped = true
    this.abandon()
  }

  /** Gives the connection up, and begins another after a pause that grows while none of them lasts. */
  lose() {
    if (this.welcomedAt && Date.now() - this.welcomedAt > STEADY_MS) this.failures = 0
    this.abandon()
    if (this.isStopped) return
    this.options.onLink(navigator.onLine ? 'reconnecting' : 'offline')
    this.timer = setTimeout(() => this.connect(), backoffMs(this.failures++))
  }

  private receive(frame: WidgetServerFrame) {
    if (frame.type === 'welcome') {
      clearTimeout(this.timer)
      this.welcomedAt = Date.now()
    }
    this.options.onFrame(frame)
  }

  private abandon() {
    clearTimeout(this.timer)
    const socket = this.current
    this.current = undefined
    this.welcomedAt = 0
    socket?.close()
  }

  private look() {
    if (document.hidden) this.hiddenAt = Date.now()
    else if (!this.isStopped && (!this.current || Date.now() - this.hiddenAt > SLEEP_MS)) this.connect()
  }
}

function readFrame(data: unknown): WidgetServerFrame | null {
  try {
    return JSON.parse(String(data))
  } catch {
    return null
  }
}
