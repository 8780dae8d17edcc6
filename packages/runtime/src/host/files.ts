import type { BackendFrame, HostFrame } from '@hilo/protocol'
import type { PlayJob } from './play-job.ts'

type Read = Extract<BackendFrame, { type: 'media' }>

/** What code is given of one file: its process has 64 MB of heap. */
const BYTES_MAX = 16 * 1024 * 1024
/** Of one process at once: each is a question to the database. */
const READS_MAX = 8
const MIB = 1024 * 1024

/**
 * The files that the code of one process reads. It asks for one part after the other, so what a file takes of
 * the server's memory is a part, however slowly the process reads.
 */
export class Files {
  readonly #send: (frame: HostFrame) => void
  #open = 0

  constructor(send: (frame: HostFrame) => void) {
    this.#send = send
  }

  /** Reads a part for an open turn. Rejects when the host itself could not. */
  async read({ read, id, offset }: Read, media: PlayJob['media']): Promise<void> {
    const refuse = (message: string, isFinal = false) =>
      this.#send({ type: 'media_failed', read, message, isFinal })
    if (!media) return refuse('The bytes of files are not to be had here.')
    if (offset < 0) return refuse('A file begins at 0.')
    if (this.#open >= READS_MAX) return refuse('Too many files at once.')
    this.#open++
    try {
      const part = await media(id, offset)
      if (part.type === 'due') return this.#send({ type: 'media_due', read })
      if (part.type === 'none') return refuse(part.reason)
      const { size, bytes } = part
      if (size > BYTES_MAX) return refuse(tooLarge(size), true)
      this.#send({ type: 'media_part', read, size, body: Buffer.from(bytes).toString('base64') })
    } finally {
      this.#open--
    }
  }
}

function tooLarge(size: number): string {
  return `The file has ${Math.ceil(size / MIB)} MB; code is given 16 MB at most.`
}
