import { setTimeout as sleep } from 'node:timers/promises'
import type { BackendFrame, GivenFile, KeptAnswer } from '@hilo/protocol'
import type { PlayJob } from '../host/play-job.ts'

/** What a remote asks of the host about files. */
export type FileAsk = Extract<BackendFrame, { type: 'media' | 'keep_file' }>

type Keep = Extract<FileAsk, { type: 'keep_file' }>

const MIB = 1024 * 1024
/** What one POST carries: in base64 and as JSON it is several times in memory. */
const GIVEN_BYTES_MAX = 8 * MIB
const MADE_BYTES_MAX = 5 * MIB
/** Of one turn: it says 20 messages at most. */
const ASKS_MAX = 40
const DUE_MS = 500
const DUE_MAX_MS = 20_000

/** How much the turns of all remotes hold together. */
export class Holding {
  #left = 64 * MIB

  take(bytes: number): boolean {
    if (bytes > this.#left) return false
    this.#left -= bytes
    return true
  }

  giveBack(bytes: number): void {
    this.#left += bytes
  }
}

type Host = { readonly job: PlayJob; readonly holding: Holding; readonly signal: AbortSignal }

/**
 * The files of one turn of a remote backend. It has no way to ask while it answers, so an answer ends with
 * what it wants, and the next POST of the turn carries it: files of the contact until a step is recorded,
 * which was what they were for, and what was kept of files that it made to the end of the turn.
 */
export class RemoteFiles {
  readonly #host: Host
  #files: GivenFile[] = []
  readonly #kept: KeptAnswer[] = []
  #asks = 0
  #held = 0

  constructor(host: Host) {
    this.#host = host
  }

  /** What the next POST has besides the turn. */
  get fields(): { files?: readonly GivenFile[]; kept?: readonly KeptAnswer[] } {
    return {
      ...(this.#files.length > 0 ? { files: this.#files } : {}),
      ...(this.#kept.length > 0 ? { kept: this.#kept } : {}),
    }
  }

  /**
   * Rejects with what the host itself could not do. @throws Error in words when it asks as nobody should.
   */
  async answer(asks: readonly FileAsk[]): Promise<void> {
    for (const ask of asks) {
      if (++this.#asks > ASKS_MAX) throw new AskFault(`More than ${ASKS_MAX} files in one turn.`)
      if (ask.type === 'media') await this.#give(ask.id)
      else await this.#keep(ask)
    }
  }

  /** The step is recorded that the files were for. */
  forget(): void {
    this.#host.holding.giveBack(this.#held)
    this.#held = 0
    this.#files = []
  }

  async #give(id: string): Promise<void> {
    if (this.#files.some((file) => file.id === id)) {
      throw new AskFault('It asked again for a file that it had been given.')
    }
    this.#files.push(await this.#read(id))
  }

  async #read(id: string): Promise<GivenFile> {
    const { job, holding, signal } = this.#host
    const refuse = (message: string, isFinal = false) => ({ id, message, isFinal })
    if (!job.media) return refuse('The bytes of files are not to be had here.')
    const parts: Uint8Array[] = []
    const begun = performance.now()
    for (let read = 0; ; ) {
      const part = await job.media(id, read)
      if (part.type === 'none') return refuse(part.reason)
      if (part.type === 'due') {
        if (signal.aborted || performance.now() - begun > DUE_MAX_MS) return refuse(STILL_COMING)
        await sleep(DUE_MS)
        continue
      }
      const { size, bytes } = part
      if (read === 0) {
        if (size > GIVEN_BYTES_MAX - this.#held) return refuse(tooMuch(size), true)
        if (!holding.take(size)) return refuse('Too many files at once.')
        this.#held += size
      }
      parts.push(bytes)
      read += bytes.byteLength
      if (read >= size) return { id, size, body: Buffer.concat(parts).toString('base64') }
      if (bytes.byteLength === 0) return refuse('The file ended before its end.')
    }
  }

  async #keep({ keep, body, about }: Keep): Promise<void> {
    const { keepFile } = this.#host.job
    if (!about) throw new AskFault('A file that it made is one line, with its type in `about`.')
    if (this.#kept.some((each) => each.keep === keep)) {
      throw new AskFault('It handed a file over again that had been answered.')
    }
    const bytes = Buffer.from(body, 'base64')
    const refuse = (message: string) => void this.#kept.push({ keep, message })
    if (bytes.byteLength > MADE_BYTES_MAX) return refuse('A file may have at most 5 MB.')
    if (!keepFile) return refuse('A file that code made cannot be sent from here.')
    const answer = await keepFile({ bytes, ...about })
    if (answer.type === 'refused') return refuse(answer.message)
    this.#kept.push({ keep, file: answer.file })
  }
}

/** It asked as nobody should: its own fault, and not the host's. */
export class AskFault extends Error {}

const STILL_COMING = 'The file is still on its way from the contact.'

function tooMuch(size: number): string {
  return `The file has ${Math.ceil(size / MIB)} MB; code elsewhere is handed 8 MB at a time at most.`
}
