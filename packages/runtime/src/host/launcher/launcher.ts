import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { coversOfInherited } from '../descriptors.ts'
import type { Command } from '../isolation.ts'

/** A backend process that was started, with our end of its protocol. */
export type Child = {
  readonly pid: number
  readonly socket: Socket
  readonly ended: Promise<End>
  /** Ends it and all it started, at once. */
  kill(): void
}

/** How a process ended; `stderr` is the last of what it printed, `isFlooded` that it printed too much. */
export type End =
  | {
      readonly type: 'ended'
      readonly code: number | null
      readonly signal: string | null
      readonly stderr: string
      readonly isFlooded: boolean
    }
  | { readonly type: 'lost' }

/** How it is started; `givesWay`: all others come before it, when there is not enough of the processor. */
type Manner = { readonly givesWay?: boolean }

type Said =
  | { id: number; pid: number }
  | { id: number; failed: string }
  | { id: number; ended: Omit<Extract<End, { type: 'ended' }>, 'type'> }
type Entry = { start: PromiseWithResolvers<Child>; end: PromiseWithResolvers<End>; pid: number | null }

const MAIN = join(import.meta.dirname, 'main.mjs')
/** Little memory, so that its own forks are cheap; and no signal opens a debugger in it. */
const FLAGS = [
  '--max-old-space-size=32',
  '--max-semi-space-size=1',
  '--single-threaded-gc',
  '--disable-sigusr1',
]
const IPC_FD = 3

let current: Launcher | undefined

/**
 * Starts a command by the launcher of this process; a new one when that has ended.
 *
 * @throws Error when it did not start.
 */
export function startChild(command: Command, manner: Manner = {}): Promise<Child> {
  return running().start({ ...command, ...manner })
}

/** Starts the launcher before it is needed: that takes as long as starting Node. */
export function prepareLauncher(): void {
  running()
}

function running(): Launcher {
  if (!current?.isAlive) current = new Launcher()
  return current
}

/** The other end of `main.mjs`. Keeps this process alive only while there is a child. */
class Launcher {
  readonly #process: ChildProcess
  readonly #entries = new Map<number, Entry>()
  #last = 0
  #isAlive = true

  constructor() {
    this.#process = spawn(process.execPath, [...FLAGS, MAIN], {
      ...{ cwd: '/', env: {} },
      // Ctrl-C in the terminal is not for it: the server ends what is under way, and it after that.
      detached: true,
      stdio: descriptors(),
    })
    this.#process.unref()
    this.#process.channel?.unref()
    const stdin = this.#process.stdin as Socket | null
    stdin?.on('error', () => {}).unref()
    this.#process.on('message', (said, handle) => this.#hear(said as Said, handle as Socket | undefined))
    this.#process.on('disconnect', () => this.#lose())
    this.#process.on('error', () => this.#lose())
  }

  get isAlive(): boolean {
    return this.#isAlive
  }

  start(command: Command & Manner): Promise<Child> {
    const id = ++this.#last
    const entry = { start: Promise.withResolvers<Child>(), end: Promise.withResolvers<End>(), pid: null }
    this.#entries.set(id, entry)
    this.#process.channel?.ref()
    this.#tell({ id, command })
    return entry.start.promise
  }

  #tell(message: object): void {
    // Whether it arrives is told by its end.
    if (this.#process.connected) this.#process.send(message, () => {})
  }

  #hear(said: Said, socket: Socket | undefined): void {
    const entry = this.#entries.get(said.id)
    if (!entry) return
    if ('ended' in said) {
      this.#forget(said.id)
      entry.end.resolve({ type: 'ended', ...said.ended })
    } else if ('failed' in said) {
      this.#forget(said.id)
      entry.start.reject(new Error(said.failed))
    } else if (socket) {
      entry.pid = said.pid
      entry.start.resolve({
        ...{ pid: said.pid, socket, ended: entry.end.promise },
        kill: () => this.#kill(said.id),
      })
    }
  }

  /** Asked of the launcher, which knows whether the number is still that of the child. */
  #kill(id: number): void {
    if (this.#isAlive) this.#tell({ id })
  }

  #forget(id: number): void {
    this.#entries.delete(id)
    if (this.#entries.size === 0) this.#process.channel?.unref()
  }

  /** It is gone. The kernel ends its children in most isolations; in the others this does. */
  #lose(): void {
    if (!this.#isAlive) return
    this.#isAlive = false
    for (const { start, end, pid } of this.#entries.values()) {
      if (pid !== null) killGroup(pid)
      start.reject(new Error('The process that starts the others has ended.'))
      end.resolve({ type: 'lost' })
    }
    this.#entries.clear()
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The kernel was faster.
  }
}

/** Two ways to here, one of which only tells of our end; the null device over what others left open. */
function descriptors(): StdioOptions {
  const stdio: (number | 'ignore' | 'inherit' | 'ipc' | 'pipe')[] = ['pipe', 'ignore', 'inherit', 'ipc']
  for (const [fd, cover] of coversOfInherited()) if (fd > IPC_FD) stdio[fd] = cover
  return Array.from(stdio, (entry) => entry ?? 'ignore')
}
