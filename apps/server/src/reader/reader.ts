import { createSlots } from '../slots.ts'
import { bundleReader } from './bundle-reader.ts'
import { type ReadProcess, startReadProcess } from './read-process.ts'
import type { Reading, ReadRequest } from './reading.ts'

/**
 * Reads files and pages that strangers made, in processes that have nothing: no network, no files, no
 * environment, so much memory and so much time. What ends such a process is a refusal and no trouble of the
 * server's; a process reads many things one after the other, because starting one takes longer than reading
 * most of them.
 */
export type Reader = {
  /** Never rejects for what is in the bytes. */
  read(request: ReadRequest, bytes: Uint8Array): Promise<Reading>
  close(): void
}

export type ReaderOptions = { timeoutMs?: number; heapMb?: number; idleMs?: number }

const TIMEOUT_MS = 30_000
/** Beside it there are 1 GiB for buffers, which the isolation sees to. */
const HEAP_MB = 384
const IDLE_MS = 15_000
/** At a time, and with one process. */
const PROCESSES_MAX = 2
const READINGS_MAX = 1_000

type Settings = Required<ReaderOptions>

export function createReader(folder: string, options: ReaderOptions = {}): Reader {
  const settings = { timeoutMs: TIMEOUT_MS, heapMb: HEAP_MB, idleMs: IDLE_MS, ...options }
  return new Desk(folder, settings)
}

class Desk implements Reader {
  readonly #folder: string
  readonly #settings: Settings
  readonly #idle = new Map<ReadProcess, NodeJS.Timeout>()
  readonly #inSlot = createSlots(PROCESSES_MAX)
  #bundle: Promise<string> | null = null
  #isClosed = false

  constructor(folder: string, settings: Settings) {
    this.#folder = folder
    this.#settings = settings
  }

  read(request: ReadRequest, bytes: Uint8Array): Promise<Reading> {
    return this.#inSlot(async () => {
      const process = this.#takeIdle() ?? (await this.#start())
      try {
        return await process.read(request, bytes)
      } finally {
        this.#keep(process)
      }
    })
  }

  close(): void {
    this.#isClosed = true
    for (let process = this.#takeIdle(); process; process = this.#takeIdle()) process.end()
  }

  #takeIdle(): ReadProcess | null {
    for (const [process, timer] of this.#idle) {
      clearTimeout(timer)
      this.#idle.delete(process)
      if (process.isAlive) return process
    }
    return null
  }

  async #start(): Promise<ReadProcess> {
    this.#bundle ??= bundleReader(this.#folder)
    return startReadProcess(await this.#bundle, this.#settings)
  }

  #keep(process: ReadProcess): void {
    const isGood = process.isAlive && process.readings < READINGS_MAX
    if (this.#isClosed || !isGood) {
      process.end()
      return
    }
    const leave = () => {
      this.#idle.delete(process)
      process.end()
    }
    this.#idle.set(process, setTimeout(leave, this.#settings.idleMs).unref())
  }
}
