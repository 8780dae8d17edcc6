import type { BackendFrame, HostFrame } from '@hilo/protocol'
import { TerminalError } from '../replay/index.ts'
import { currentStep, currentTurn } from './context.ts'

type FileFrame = Extract<HostFrame, { type: 'media_part' | 'media_due' | 'media_failed' }>
type Part = Extract<FileFrame, { type: 'media_part' | 'media_due' }>
type Waiting = { resolve(part: Part): void; reject(error: unknown): void }

/** How long a file that is still on its way is left alone. */
const DUE_MS = 500

/** The bytes of files that the contact sent, fetched from the host part by part: a frame holds no whole file. */
export class FileDesk {
  readonly #send: (frame: BackendFrame) => void
  readonly #waiting = new Map<number, Waiting>()
  #last = 0

  constructor(send: (frame: BackendFrame) => void) {
    this.#send = send
  }

  settle(frame: FileFrame): void {
    const waiting = this.#waiting.get(frame.read)
    if (!waiting) return
    this.#waiting.delete(frame.read)
    if (frame.type !== 'media_failed') waiting.resolve(frame)
    else waiting.reject(frame.isFinal ? new TerminalError(frame.message) : new Error(frame.message))
  }

  /** @throws Error outside of a step, and with the host's words when the file cannot be had. */
  async read(id: string): Promise<Uint8Array> {
    const signal = currentStep()
    if (!signal) {
      throw new Error('bytes() outside of a step would be repeated at each replay: call it inside chat.step.')
    }
    let bytes: Uint8Array | null = null
    let offset = 0
    for (;;) {
      const part = await this.#ask({ id, offset }, signal)
      if (part.type === 'media_due') {
        await pause(signal)
        continue
      }
      bytes ??= new Uint8Array(part.size)
      const read = Buffer.from(part.body, 'base64')
      if (bytes.length !== part.size || offset + read.length > part.size) {
        throw new Error('The file changed while it was read.')
      }
      bytes.set(read, offset)
      offset += read.length
      if (offset === bytes.length) return bytes
      if (read.length === 0) throw new Error('The file ended before its end.')
    }
  }

  #ask({ id, offset }: { id: string; offset: number }, signal: AbortSignal): Promise<Part> {
    signal.throwIfAborted()
    const read = ++this.#last
    return unlessAborted(signal, (resolve, reject) => {
      this.#waiting.set(read, { resolve, reject })
      this.#send({ type: 'media', read, turn: currentTurn() ?? 0, id, offset })
      return () => this.#waiting.delete(read)
    })
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return unlessAborted(signal, (resolve) => {
    const timer = setTimeout(resolve, DUE_MS)
    return () => clearTimeout(timer)
  })
}

/** Begins something that is waited for until the attempt's time is up; what `begin` gives back cleans up. */
async function unlessAborted<T>(
  signal: AbortSignal,
  begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => unknown,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const giveUp = () => reject(signal.reason)
  const end = begin(resolve, reject)
  signal.addEventListener('abort', giveUp)
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', giveUp)
    end()
  }
}
