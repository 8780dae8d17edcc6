import { connect, type Socket } from 'node:net'

/**
 * Kept connections that take whole HTTP requests as bytes. A load generator shares the machine with what it
 * measures, so it does without an HTTP client: a request costs it a tenth of what `node:http` takes.
 */
export type Connections = {
  /** The status of the answer; 0 when the connection broke first. */
  post(request: Buffer): Promise<number>
  close(): void
}

type Job = { request: Buffer; resolve: (status: number) => void }

const HEAD_END = Buffer.from('\r\n\r\n')
const REOPEN_MS = 20

export function openConnections(url: string, size = 64): Connections {
  const pool = new ConnectionPool(new URL(url))
  for (let index = 0; index < size; index++) pool.open()
  return pool
}

class ConnectionPool implements Connections {
  readonly #address: { host: string; port: number }
  readonly #sockets = new Set<Socket>()
  readonly #idle: Socket[] = []
  readonly #busy = new Map<Socket, Job>()
  #waiting: Job[] = []
  #isClosed = false

  constructor({ hostname, port }: URL) {
    this.#address = { host: hostname, port: Number(port) }
  }

  open(): void {
    const socket = connect({ ...this.#address, noDelay: true })
    let received: Buffer = Buffer.alloc(0)
    this.#sockets.add(socket)
    socket.on('connect', () => this.#free(socket))
    socket.on('data', (chunk) => {
      // A server that closes a connection nobody used says so first (408); that answers no request.
      if (!this.#busy.has(socket)) {
        socket.destroy()
        return
      }
      received = received.length > 0 ? Buffer.concat([received, chunk]) : chunk
      const status = statusOf(received)
      if (status === null) return
      received = Buffer.alloc(0)
      this.#settle(socket, status)
      this.#free(socket)
    })
    // What an error means is said by the close that follows it.
    socket.on('error', () => {})
    socket.on('close', () => this.#reopen(socket))
  }

  post(request: Buffer): Promise<number> {
    return new Promise((resolve) => {
      this.#waiting.push({ request, resolve })
      const socket = this.#idle.pop()
      if (socket) this.#free(socket)
    })
  }

  close(): void {
    this.#isClosed = true
    for (const socket of this.#sockets) socket.destroy()
    for (const { resolve } of this.#waiting.splice(0)) resolve(0)
  }

  #free(socket: Socket): void {
    const job = this.#waiting.shift()
    if (!job) {
      this.#idle.push(socket)
      return
    }
    this.#busy.set(socket, job)
    socket.write(job.request)
  }

  #settle(socket: Socket, status: number): void {
    this.#busy.get(socket)?.resolve(status)
    this.#busy.delete(socket)
  }

  #reopen(socket: Socket): void {
    this.#sockets.delete(socket)
    const place = this.#idle.indexOf(socket)
    if (place >= 0) this.#idle.splice(place, 1)
    this.#settle(socket, 0)
    if (!this.#isClosed) setTimeout(() => this.#isClosed || this.open(), REOPEN_MS)
  }
}

/** The status once the whole answer is there. Webhooks are answered with a length, if with a body at all. */
function statusOf(received: Buffer): number | null {
  const end = received.indexOf(HEAD_END)
  if (end < 0) return null
  const head = received.toString('latin1', 0, end)
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
  if (received.length < end + HEAD_END.length + length) return null
  return Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length))
}
