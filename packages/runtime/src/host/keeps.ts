import type { BackendFrame, HostFrame } from '@hilo/protocol'
import { Allowance } from './allowance.ts'
import type { PlayJob } from './play-job.ts'

type Part = Extract<BackendFrame, { type: 'keep_file' }>
type Open = { keep: number; parts: Buffer[]; size: number }

const BYTES_MAX = 5 * 1024 * 1024
/** Of one process: what is not whole yet takes the server's memory. */
const HELD_MAX = 4 * BYTES_MAX
/** Honest code keeps as many as it says, and a turn says 20. */
const KEEPS_PER_SECOND = 20

/**
 * The files that the code of one process hands over, put together from their parts: one at a time for a turn.
 */
export class Keeps {
  readonly #send: (frame: HostFrame) => void
  readonly #open = new Map<number, Open>()
  readonly #allowance = new Allowance(KEEPS_PER_SECOND)

  constructor(send: (frame: HostFrame) => void) {
    this.#send = send
  }

  /** Takes a part of an open turn's file. Rejects when the host itself could not keep it. */
  async take({ keep, turn, body, about }: Part, keepFile: PlayJob['keepFile']): Promise<void> {
    const open = this.#openOf(turn, keep)
    const part = Buffer.from(body, 'base64')
    open.size += part.byteLength
    // Of what is too large nothing more is held; its last part is answered.
    if (open.size > BYTES_MAX || this.#held > HELD_MAX) open.parts = []
    else open.parts.push(part)
    if (!about) return
    this.#open.delete(turn)
    const bytes = Buffer.concat(open.parts)
    if (bytes.byteLength !== open.size) return this.#refuse(keep, 'A file may have at most 5 MB.')
    if (!this.#allowance.take()) return this.#refuse(keep, 'Too many files at once.')
    if (!keepFile) return this.#refuse(keep, 'A file that code made cannot be sent from here.')
    const answer = await keepFile({ bytes, ...about })
    if (answer.type === 'refused') return this.#refuse(keep, answer.message)
    this.#send({ type: 'file_kept', keep, file: answer.file })
  }

  /** The turn is over, and so is what it had not handed over. */
  forget(turn: number): void {
    this.#open.delete(turn)
  }

  /** In bytes. */
  get #held(): number {
    const parts = [...this.#open.values()].flatMap((open) => open.parts)
    return parts.reduce((sum, part) => sum + part.byteLength, 0)
  }

  #openOf(turn: number, keep: number): Open {
    const known = this.#open.get(turn)
    if (known?.keep === keep) return known
    const open = { keep, parts: [], size: 0 }
    this.#open.set(turn, open)
    return open
  }

  #refuse(keep: number, message: string): void {
    this.#send({ type: 'file_refused', keep, message })
  }
}
