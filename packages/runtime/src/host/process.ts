import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Duplex } from 'node:stream'
import type { BackendFrame, HostFrame } from '@hilo/protocol'
import { openFrames } from '../frames.ts'
import { checkFrame } from './check.ts'
import { commandFor, type Isolation, type Program } from './isolation.ts'

/** Why a process is no more. */
export type Crash = {
  readonly reason: 'exit' | 'memory' | 'loop' | 'timeout'
  readonly detail: string
}

const FRAME_BYTES_MAX = 4 * 1024 * 1024
const STDERR_MAX = 4_096
const PAGE_BYTES = 4_096
/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10
const PROTOCOL_FD = 3

/** One isolated process, alive or dead: frames in and out, and the reason of its end. */
export class GuestProcess {
  readonly closed: Promise<Crash>
  readonly #child: ChildProcess
  readonly #send: (frame: HostFrame) => void
  #killed: Crash | null = null
  #stderr = ''
  #leaf: number | null = null
  #hasSpoken = false

  constructor(isolation: Isolation, program: Program, onFrame: (frame: BackendFrame) => void) {
    const { file, args, env } = commandFor(isolation, program)
    this.#child = spawn(file, args, {
      cwd: '/',
      env,
      // A group of its own, so that one signal reaches all of it, and Ctrl-C in the terminal does not.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    })
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-STDERR_MAX)
    })
    const socket = this.#child.stdio[PROTOCOL_FD] as Duplex
    // A write to a process that has just died; its end is told by `closed`.
    socket.on('error', () => {})
    const frames = openFrames(socket, FRAME_BYTES_MAX, {
      onFrame: (frame) => {
        this.#hasSpoken = true
        onFrame(checkFrame(frame))
      },
      onBroken: (why) => this.kill({ reason: 'exit', detail: `It broke the backend protocol. ${why}` }),
    })
    this.#send = frames.send
    this.closed = this.#closing()
  }

  send(frame: HostFrame): void {
    this.#send(frame)
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

  /**
   * The memory it has in use, in bytes; 0 where the system does not tell, and until it has spoken: before
   * that the last of the processes is a program that builds its file tree.
   */
  memory(): number {
    if (!this.#hasSpoken) return 0
    try {
      this.#leaf ??= leafOf(this.#child.pid ?? 0)
      const pages = readFileSync(`/proc/${this.#leaf}/statm`, 'ascii').split(' ')[1]
      return Number(pages) * PAGE_BYTES
    } catch {
      return 0
    }
  }

  /** The processor time it has used, in milliseconds, 0 until it has spoken; null where nobody tells. */
  cpuMs(): number | null {
    if (!this.#hasSpoken) return 0
    try {
      this.#leaf ??= leafOf(this.#child.pid ?? 0)
      const stat = readFileSync(`/proc/${this.#leaf}/stat`, 'ascii')
      const [user, system] = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .slice(11, 13)
      return (Number(user) + Number(system)) * TICK_MS
    } catch {
      return null
    }
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

/** Node itself, behind the programs that isolate it. */
function leafOf(pid: number): number {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'ascii').trim().split(' ')
  return child ? leafOf(Number(child)) : pid
}
