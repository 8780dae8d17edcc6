import { once } from 'node:events'
import { afterEach } from 'vitest'
import { WebSocket } from 'ws'

/** A client of one of the server's sockets, which keeps what it hears. */
export type Listener<Frame> = {
  frames: Frame[]
  send(frame: unknown): void
  /** The first frame that fits, heard already or still to come. Fails after `timeoutMs`. */
  hear<F extends Frame>(fits: (frame: Frame) => frame is F, timeoutMs?: number): Promise<F>
  hear(fits: (frame: Frame) => boolean, timeoutMs?: number): Promise<Frame>
  /** Resolves with the code of the close. */
  closed: Promise<number>
  close(): void
}

const open = new Set<WebSocket>()
afterEach(() => {
  for (const socket of open) socket.terminate()
  open.clear()
})

/**
 * Opens a socket; it is ended after the test.
 *
 * @throws Error with the status of the answer when the server refuses the upgrade.
 */
export async function openSocket<Frame>(
  url: string,
  headers: Record<string, string> = {},
): Promise<Listener<Frame>> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers })
  open.add(socket)
  const frames: Frame[] = []
  const waiting = new Set<() => void>()
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)) as Frame)
    for (const look of waiting) look()
  })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  await once(socket, 'open')
  return {
    ...{ frames, closed },
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    close: () => socket.close(),
    hear: (fits: (frame: Frame) => boolean, timeoutMs = 3_000) =>
      new Promise<never>((resolve, reject) => {
        const end = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`Heard in vain: ${JSON.stringify(frames)}`))
        }, timeoutMs)
        const look = () => {
          const found = frames.find(fits)
          if (found === undefined) return
          clearTimeout(end)
          waiting.delete(look)
          resolve(found as never)
        }
        waiting.add(look)
        look()
      }),
  }
}
