import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { BackendFrame, HostFrame } from '@hilo/protocol'
import { openFrames } from '../frames.ts'
import { Allowance } from './allowance.ts'
import { checkFrame } from './check.ts'
import { coversOfInherited } from './descriptors.ts'
import type { Isolation, Program } from './isolation.ts'
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
const STDERR_KEPT = 4_096
/** A backend prints through the protocol: only a dying node writes here, and that is short. */
const STDERR_BYTES_MAX = 256 * 1024
const PROTOCOL_FD = 3

/** One isolated process, alive or dead: frames in and out, and the reason of its end. */
export class GuestProcess {
  readonly closed: Promise<Crash>
  readonly #child: ChildProcess
  readonly #socket: Duplex
  readonly #bytes = new Allowance(BYTES_PER_SECOND_MAX)
  readonly #send: (frame: HostFrame) => void
  #killed: Crash | null = null
  #stderr = ''
  #stderrBytes = 0
  #hasSpoken = false

  constructor(isolation: Isolation, program: Program, onFrame: (frame: BackendFrame) => void) {
    const { file, args, env } = isolation.command(program)
    this.#child = spawn(file, args, {
      cwd: '/',
      env,
      // A group of its own, so that one signal reaches all of it, and Ctrl-C in the terminal does not.
      detached: true,
      stdio: descriptors(),
    })
    this.#child.stderr?.on('data', (chunk: Buffer) => this.#keepError(chunk))
    this.#socket = this.#child.stdio[PROTOCOL_FD] as Duplex
    // A write to a process that has just died; its end is told by `closed`.
    this.#socket.on('error', () => {})
    this.#socket.on('data', (chunk: Buffer) => {
      if (!this.#bytes.take(chunk.length)) this.kill(tooMuch('sent more than the server reads'))
    })
    const frames = openFrames(this.#socket, FRAME_BYTES_MAX, {
      onFrame: (frame) => {
        if (this.#killed) return
        this.#hasSpoken = true
        onFrame(checkFrame(frame))
      },
      onBroken: (why) => this.kill({ reason: 'exit', detail: `It broke the backend protocol. ${why}` }),
    })
    this.#send = frames.send
    this.closed = this.#closing()
  }

  send(frame: HostFrame): void {
    if (this.backlog > BACKLOG_MAX) this.kill(tooMuch('did not read what it asked for'))
    else this.#send(frame)
  }

  /** How many bytes wait to be read by it. */
  get backlog(): number {
    return this.#socket.writableLength
  }

  /** Resolves when it has read most of what waits, and others had their turn; at once when it is no more. */
  async drained(): Promise<void> {
    const socket = this.#socket
    await nextTurn()
    if (socket.writableNeedDrain && !socket.destroyed)
      await Promise.race([once(socket, 'drain'), this.closed])
  }

  /** Whether it has said anything: until then it may still be a program that builds its file tree. */
  get hasSpoken(): boolean {
    return this.#hasSpoken
  }

  /** What it has in use; null where the system does not tell. */
  usage(): Usage | null {
    const { pid } = this.#child
    return pid === undefined ? null : usageOf(pid)
  }

  /** Ends the process at once. Only the first reason counts. */
  kill(crash: Crash): void {
    this.#killed ??= crash
    const { pid } = this.#child
    if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // It ended by itself in this moment.
    }
  }

  #keepError(chunk: Buffer): void {
    this.#stderrBytes += chunk.length
    if (this.#stderrBytes > STDERR_BYTES_MAX) this.kill(tooMuch('printed too much'))
    else this.#stderr = (this.#stderr + chunk.toString()).slice(-STDERR_KEPT)
  }

  #closing(): Promise<Crash> {
    return new Promise((resolve) => {
      this.#child.on('error', (error) =>
        resolve({ reason: 'exit', detail: `It did not start: ${error.message}` }),
      )
      this.#child.on('close', (code, signal) => resolve(this.#killed ?? this.#ended(code, signal)))
    })
  }

  #ended(code: number | null, signal: string | null): Crash {
    if (this.#stderr.includes('heap out of memory') || this.#stderr.includes('process out of memory')) {
      return { reason: 'memory', detail: 'The code used more memory than it may.' }
    }
    const how = signal ? `by ${signal}` : `with code ${code}`
    const last = this.#stderr.trim().split('\n').slice(-3).join(' ')
    return { reason: 'exit', detail: `The process ended ${how}.${last === '' ? '' : ` ${last}`}` }
  }
}

function tooMuch(what: string): Crash {
  return { reason: 'output', detail: `The code ${what}.` }
}

/** Nothing but a way to say why it died, the protocol, and the null device over what others left open. */
function descriptors(): StdioOptions {
  const stdio: (number | 'ignore' | 'pipe')[] = ['ignore', 'ignore', 'pipe', 'pipe']
  for (const [fd, cover] of coversOfInherited()) if (fd > PROTOCOL_FD) stdio[fd] = cover
  return Array.from(stdio, (entry) => entry ?? 'ignore')
}
