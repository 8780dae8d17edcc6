import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { membersOf } from './processes.ts'
import { PRODUCTION } from './production.ts'

/** What only the server itself knows. */
type Figures = { commits: number; databaseCommits: number; heapMb: number }

export type TargetProcess = {
  readonly pid: number
  readonly url: string
  /** From the spawn to the moment it serves. */
  readonly readyMs: number
  /** What it logged, errors only. */
  readonly complaints: readonly string[]
  figures(options?: { collectGarbage: boolean }): Promise<Figures>
  /** Ends it in good order, its database last. */
  stop(): Promise<void>
}

export type TargetOptions = {
  dataDir: string
  graphUrl: string
  secret: string
  firstNumber: string
  orgs?: number
  /** The file of the micro-backend, or `none`; the echo by default. */
  backend?: string
  /** False for a second start on the same data. */
  seeds?: boolean
  /** Where the server leaves a CPU profile when it ends. */
  profileDir?: string | undefined
}

const TARGET = fileURLToPath(new URL('./target.ts', import.meta.url))
/** The bundle that `npm start` runs, and what it is run with. */
const INSTALLED = fileURLToPath(new URL('../../apps/server/dist/start/main.mjs', import.meta.url))
const CACHE = new URL('../cache-compiled.mjs', import.meta.url).href
const STOP_MS = 30_000

/** @throws Error with the target's last words when it ends before it is ready. */
export async function startTarget(options: TargetOptions): Promise<TargetProcess> {
  const begun = performance.now()
  const child = launch(options)
  const complaints: string[] = []
  const hear = (line: string) => complaints.push(line)
  createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', hear)
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) =>
      line.startsWith('ready ') ? resolve(line.slice('ready '.length)) : hear(line),
    )
    child.once('exit', () => reject(new Error(`The target did not start: ${complaints.slice(-3).join(' ')}`)))
  })
  return {
    pid: child.pid ?? 0,
    url,
    readyMs: performance.now() - begun,
    complaints,
    async figures(asked = { collectGarbage: false }) {
      child.send(asked)
      const [figures] = (await once(child, 'message')) as [Figures]
      return figures
    },
    stop: () => stop(child),
  }
}

/**
 * Starts the server as it is installed, in production, on data that a target left.
 *
 * @throws Error with its last words when it ends before it is ready.
 */
export async function startInstalled({
  dataDir,
  graphUrl,
}: Pick<TargetOptions, 'dataDir' | 'graphUrl'>): Promise<Pick<TargetProcess, 'pid' | 'readyMs' | 'stop'>> {
  const begun = performance.now()
  const env = {
    PATH: process.env.PATH,
    ...PRODUCTION,
    HILO_DATA_DIR: dataDir,
    GRAPH_URL: graphUrl,
    PORT: '0',
  }
  const child = spawn(process.execPath, ['--import', CACHE, INSTALLED], {
    ...{ stdio: ['ignore', 'pipe', 'pipe'], env },
  })
  const said: string[] = []
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream as NodeJS.ReadableStream }).on('line', (line) => {
        said.push(line)
        if (line.includes('Hilo is ready')) resolve()
      })
    }
    child.once('exit', () => reject(new Error(`The server did not start: ${said.slice(-3).join(' ')}`)))
  })
  return { pid: child.pid ?? 0, readyMs: performance.now() - begun, stop: () => stop(child) }
}

function launch(options: TargetOptions): ChildProcess {
  const { dataDir, graphUrl, secret, firstNumber, orgs = 1, backend, seeds = true, profileDir } = options
  const profile = profileDir ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`] : []
  return spawn(process.execPath, ['--expose-gc', ...profile, TARGET], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      HILO_DATA_DIR: dataDir,
      GRAPH_URL: graphUrl,
      APP_SECRET: secret,
      PHONE_NUMBER_ID: firstNumber,
      PORT: '0',
      HILO_BENCH_ORGS: String(orgs),
      HILO_BENCH_SEED: seeds ? 'on' : 'off',
      ...(backend !== undefined && { HILO_BENCH_BACKEND: backend }),
    },
  })
}

/** A target that hangs is ended with everything below it, by the pids that were seen there. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const members = membersOf(child.pid ?? 0)
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const timeout = new AbortController()
  const isLate = await Promise.race([
    ended.then(() => false),
    sleep(STOP_MS, true, { signal: timeout.signal }).catch(() => false),
  ])
  timeout.abort()
  if (!isLate) return
  for (const { pid } of members) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended meanwhile.
    }
  }
}
