import type { WidgetClientFrame, WidgetServerFrame } from '@hilo/protocol'
import { backoffMs } from './backoff.ts'

export type Link = 'connecting' | 'online' | 'reconnecting' | 'offline'

export type Socket = {
  /** False when nothing was sent, because the server has not welcomed this connection. */
  send(frame: WidgetClientFrame): boolean
  /** Begins a new connection now. */
  reconnect(): void
  /** No more connections, until `reconnect`. */
  stop(): void
}

type Options = {
  hello(): WidgetClientFrame
  onFrame(frame: WidgetServerFrame): void
  onLink(link: Link): void
}

const SLEEP_MS = 60_000
/** A server that welcomes and falls must not be asked again at once, for ever. */
const STEADY_MS = 5_000

/**
 * Holds one connection to the server open for as long as the page lives. A lost one is tried again with growing
 * pauses, and at once when the browser comes back online or the page into view. After a minute out of view the old
 * connection is not believed any more: a phone that slept keeps it open without a server at the other end.
 */
export function openSocket(url: string, { hello, onFrame, onLink }: Options): Socket {
  let current: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let isStopped = false
  let hiddenAt = 0
  let welcomedAt = 0

  const connect = () => {
    abandon()
    isStopped = false
    const socket = new WebSocket(url)
    current = socket
    socket.onopen = () => socket.send(JSON.stringify(hello()))
    socket.onmessage = ({ data }) => {
      const frame = readFrame(data)
      if (!frame || current !== socket) return
      if (frame.type === 'welcome') {
        welcomedAt = Date.now()
        onLink('online')
      }
      onFrame(frame)
    }
    socket.onclose = () => current === socket && lose()
  }
  const abandon = () => {
    clearTimeout(timer)
    const socket = current
    current = undefined
    welcomedAt = 0
    socket?.close()
  }
  const lose = () => {
    if (welcomedAt && Date.now() - welcomedAt > STEADY_MS) failures = 0
    abandon()
    if (isStopped) return
    onLink(navigator.onLine ? 'reconnecting' : 'offline')
    timer = setTimeout(connect, backoffMs(failures++))
  }

  window.addEventListener('online', connect)
  window.addEventListener('offline', lose)
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hiddenAt = Date.now()
    else if (!isStopped && (!current || Date.now() - hiddenAt > SLEEP_MS)) connect()
  })
  connect()

  return {
    send(frame) {
      if (welcomedAt) current?.send(JSON.stringify(frame))
      return welcomedAt > 0
    },
    reconnect: connect,
    stop() {
      isStopped = true
      abandon()
    },
  }
}

function readFrame(data: unknown): WidgetServerFrame | null {
  try {
    return JSON.parse(String(data))
  } catch {
    return null
  }
}
