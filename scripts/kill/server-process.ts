import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/**
 * The server as a process that may die, and whoever starts it again at once: what systemd or a container
 * does.
 */
export type ServerProcess = {
  readonly pid: number
  readonly isReady: boolean
  /** Resolves when the process that runs now, or the one after it, serves. */
  ready(): Promise<void>
  /** `kill -9` of this process alone; what it left running stays. False when it is being killed already. */
  kill(): boolean
  /** Ends it in good order, its database last. */
  stop(): Promise<void>
  /** How long each start took from the spawn to the first request it would take, in milliseconds. */
  readonly startsMs: number[]
  /** Ends that nobody ordered, with the last words. */
  readonly ownEnds: string[]
  /** Starts that failed, as one does whose database is killed meanwhile. */
  readonly failedStarts: string[]
}

export type ServerOptions = { folder: string; port: number; graphUrl: string; arguments: string[] }

const TARGET = fileURLToPath(new URL('./target.ts', import.meta.url))
const AGAIN_MS = 200
const LAST_WORDS_MAX = 400

/** Starts the server and keeps it running until it is stopped. The first start seeds. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const server = new Keeper(options)
  server.launch(['--seed'])
  await server.ready()
  return server
}

class Keeper implements ServerProcess {
  readonly startsMs: number[] = []
  readonly ownEnds: string[] = []
  readonly failedStarts: string[] = []
  isReady = false
  readonly #options: ServerOptions
  readonly #log: NodeJS.WritableStream
  #child: ChildProcess | null = null
  #isKilled = false
  #isStopping = false
  #waiting: (() => void)[] = []

  constructor(options: ServerOptions) {
    this.#options = options
    this.#log = createWriteStream(join(options.folder, 'server.log'), { flags: 'a' })
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  async ready(): Promise<void> {
    if (!this.isReady) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  kill(): boolean {
    if (this.#isKilled || !this.#child?.kill('SIGKILL')) return false
    this.#isKilled = true
    this.isReady = false
    return true
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }

  launch(more: string[] = []): void {
    const { folder, port, graphUrl } = this.#options
    const begun = performance.now()
    const child = spawn(process.execPath, [TARGET, ...this.#options.arguments, ...more], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HILO_DATA_DIR: join(folder, 'data'),
        HILO_SECRET: 'secret-of-an-installation-that-only-lives-to-be-killed',
        GRAPH_URL: graphUrl,
        PORT: String(port),
        LOG_LEVEL: 'warn',
      },
    })
    this.#child = child
    this.#isKilled = false
    let lastWords = ''
    child.stderr.on('data', (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString()).slice(-LAST_WORDS_MAX)
      this.#log.write(chunk)
    })
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'ready') this.#begin(Math.round(performance.now() - begun))
      else this.#log.write(`${line}\n`)
    })
    child.once(
      'exit',
      (code, signal) => void this.#after(`code ${code}, signal ${signal}: ${lastWords.trim()}`),
    )
  }

  #begin(elapsedMs: number): void {
    if (this.#isKilled) return
    this.isReady = true
    this.startsMs.push(elapsedMs)
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  async #after(end: string): Promise<void> {
    if (this.#isStopping) return
    if (!this.#isKilled) {
      const list = this.isReady ? this.ownEnds : this.failedStarts
      list.push(end)
      this.isReady = false
      await sleep(AGAIN_MS)
    }
    if (!this.#isStopping) this.launch()
  }
}
