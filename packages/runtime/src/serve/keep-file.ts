import type { BackendFrame, HostFrame, KeptFile } from '@hilo/protocol'
import type { MadeFile } from '../replay/index.ts'

type Answer = Extract<HostFrame, { type: 'file_kept' | 'file_refused' }>

/** A part in base64 is a third longer, and a frame has 4 MiB. */
const PART_BYTES = 2 * 1024 * 1024

/** Hands files that the code made to the host, part by part. */
export class KeepDesk {
  readonly #send: (frame: BackendFrame) => void
  readonly #waiting = new Map<number, PromiseWithResolvers<KeptFile>>()
  #last = 0

  constructor(send: (frame: BackendFrame) => void) {
    this.#send = send
  }

  settle(frame: Answer): void {
    const waiting = this.#waiting.get(frame.keep)
    this.#waiting.delete(frame.keep)
    if (frame.type === 'file_kept') waiting?.resolve(frame.file)
    else waiting?.reject(new Error(frame.message))
  }

  /** @throws Error with the host's words when it does not take the file. */
  keep(turn: number, { bytes, mimeType, filename }: MadeFile): Promise<KeptFile> {
    const keep = ++this.#last
    const waiting = Promise.withResolvers<KeptFile>()
    this.#waiting.set(keep, waiting)
    for (let at = 0; at < bytes.byteLength; at += PART_BYTES) {
      const part = bytes.subarray(at, at + PART_BYTES)
      const isLast = at + PART_BYTES >= bytes.byteLength
      const body = Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('base64')
      this.#send({ type: 'keep_file', keep, turn, body, about: isLast ? { mimeType, filename } : null })
    }
    return waiting.promise
  }
}
