import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { BackendFrame, HostFrame } from '@hilo/protocol'
import { openFrames } from '../frames.ts'
import { Allowance } from './allowance.ts'
import { checkFrame } from './check.ts'
import type { Isolation, Program } from './isolation.ts'
import { type Child, type End, startChild } from './launcher/launcher.ts'
import { type Usage, usageOf } from './usage.ts'

/** Why a process is no more. */
export type Crash = {
  readonly reason: 'exit' | 'memory' | 'loop' | 'timeout' | 'cpu' | 'output' | 'processes' | 'remote'
  readonly detail: string
}

const FRAME_BYTES_MAX = 4 * 1024 * 1024
/** Reading it costs the server's own time: some 5 ms a megabyte. */
const BYTES_PER_SECOND_MAX = 16 * 1024 * 1024
/** What waits to be read by a process that does not read is the server's memory. */
const BACKLOG_MAX = 64 * 1024 * 1024

/** One isolated process, alive or dead: frames in and out, and the reason of its end. */
export class GuestProcess {
  readonly closed: Promise<Crash>
  readonly #onFrame: (frame: BackendFrame) => void
  readonly #bytes = new Allowance(BYTES_PER_SECOND_MAX)
  /** What was sent before it was started. */
  #waiting: HostFrame[] = []
  #send: (frame: HostFrame) => void = (frame) => this.#waiting.push(frame)
  #child: Child | null = null
  #killed: Crash | null = null
  #hasSpoken = false

  constructor(isolation: Isolation, program: Program, onFrame: (frame: BackendFrame) => void) {
    this.#onFrame = onFrame
    this.closed = this.#live(startChild(isolation.command(program), { givesWay: program.givesWay }))
  }

  send(frame: HostFrame): void {
    if (this.backlog > BACKLOG_MAX) this.kill(tooMuch('did not read what it asked for'))
    else this.#send(frame)
  }

  /** How many bytes wait to be read by it. */
  get backlog(): number {
    return this.#child?.socket.writableLength ?? 0
  }

  /** Resolves when it has read most of what waits, and others had their turn; at once when it is no more. */
  async drained(): Promise<void> {
    await nextTurn()
    const socket = this.#child?.socket
    if (socket?.writableNeedDrain && !socket.destroyed)
      await Promise.race([once(socket, 'drain'), this.closed])
  }

  /** Whether it has said anything: until then it may still be a program that builds its file tree. */
  get hasSpoken(): boolean {
    return this.#hasSpoken
  }

  /** What it has in use; null before it was started, and where the system does not tell. */
  usage(): Usage | null {
    return this.#child && usageOf(this.#child.pid)
  }

  /** Ends the process at once. Only the first reason counts. */
  kill(crash: Crash): void {
    this.#killed ??= crash
    this.#child?.kill()
  }

  /** Resolves when it has ended and everything it said has been heard. */
  async #live(starting: Promise<Child>): Promise<Crash> {
    try {
      const child = await starting
      this.#child = child
      const closed = this.#open(child.socket)
      // Its end was wanted before it had begun.
      if (this.#killed) child.kill()
      const [end] = await Promise.all([child.ended, closed])
      return this.#killed ?? crashOf(end)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      return this.#killed ?? { reason: 'exit', detail: `It did not start: ${why}` }
    }
  }

  #open(socket: Socket): Promise<void> {
    // A write to a process that has just died; its end is told by `closed`.
    socket.on('error', () => {})
    socket.on('data', (chunk: Buffer) => {
      if (!this.#bytes.take(chunk.length)) this.kill(tooMuch('sent more than the server reads'))
    })
    const frames = openFrames(socket, FRAME_BYTES_MAX, {
      onFrame: (frame) => {
        if (this.#killed) return
        this.#hasSpoken = true
        this.#onFrame(checkFrame(frame))
      },
      onBroken: (why) => this.kill({ reason: 'exit', detail: `It broke the backend protocol. ${why}` }),
    })
    this.#send = frames.send
    for (const frame of this.#waiting) frames.send(frame)
    this.#waiting = []
    return new Promise((resolve) => socket.on('close', () => resolve()))
  }
}

function crashOf(end: End): Crash {
  if (end.type === 'lost') {
    return { reason: 'exit', detail: 'The process that starts the others ended, and took it along.' }
  }
  const { code, signal, stderr, isFlooded } = end
  if (isFlooded) return tooMuch('printed too much')
  if (stderr.includes('heap out of memory') || stderr.includes('process out of memory')) {
    return { reason: 'memory', detail: 'The code used more memory than it may.' }
  }
  const how = signal ? `by ${signal}` : `with code ${code}`
  const last = stderr.trim().split('\n').slice(-3).join(' ')
  return { reason: 'exit', detail: `The process ended ${how}.${last === '' ? '' : ` ${last}`}` }
}

function tooMuch(what: string): Crash {
  return { reason: 'output', detail: `The code ${what}.` }
}
