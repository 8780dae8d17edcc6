import { mkdirSync, realpathSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { readPassword } from './embedded/cluster.ts'
import { explainFailure } from './embedded/explain.ts'
import { type Launch, type Launched, launchPostgres } from './embedded/launch.ts'
import { claimData } from './embedded/owner.ts'
import { stopPostgres } from './embedded/stop.ts'
import { type TakenOver, takeOver } from './embedded/take-over.ts'

export type EmbeddedOptions = {
  /** Where everything of this installation lives; the database gets a folder of its own in it. */
  readonly dataDir: string
  readonly log: (sentence: string) => void
  /** `false` only for tests that throw the data away: a crash of the machine may then lose it. */
  readonly isDurable?: boolean
}

/** A running PostgreSQL. */
export type Embedded = {
  /** Connects as the superuser `postgres`: for roles and migrations only, never for serving. */
  readonly adminUrl: string
  readonly port: number
  /**
   * The folder of its Unix socket, which is cheaper than TCP; `undefined` where the path is too long for one.
   */
  readonly socketFolder: string | undefined
  /** The process of the postmaster now; a restart changes it. */
  readonly pid: number
  /** Shuts it down and waits for its end; safe to call twice. */
  stop(): Promise<void>
}

/** Settles when the server has ended, told to or not. */
export type Unsupervised = Embedded & { readonly exited: Promise<void> }

const RESTART_PAUSE_MIN_MS = 50
const RESTART_PAUSE_MAX_MS = 5_000

/**
 * Starts the PostgreSQL that npm brought, on the data of an earlier start if there is any. A server that a
 * killed process left running is adopted.
 *
 * @throws Error with one sentence that says what to do: programs missing, disk full, no permission, data
 * damaged,
 *   or another Hilo running on the same data.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Unsupervised> {
  const { launch, running, release } = await claimAndTakeOver(options)
  return {
    ...addressOf(launch),
    pid: running.pid,
    exited: running.exited,
    async stop() {
      await stopPostgres(running.pid)
      release()
    },
  }
}

/**
 * Like {@link startEmbedded}, and a server that dies without being told to is started again on the same port;
 * PostgreSQL recovers by itself whatever was committed. Connections break, so callers have to connect again.
 */
export async function superviseEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { launch, running, release } = await claimAndTakeOver(options)
  const life = { current: running, isStopping: false }
  const ended = keepAlive(life, launch)
  return {
    ...addressOf(launch),
    get pid() {
      return life.current.pid
    },
    async stop() {
      life.isStopping = true
      await stopPostgres(life.current.pid)
      await ended
      release()
    },
  }
}

type Life = { current: Launched; isStopping: boolean }

/** Ends only with the server stopped: a restart that `stop()` overtakes is undone here. */
async function keepAlive(life: Life, launch: Launch): Promise<void> {
  for (;;) {
    await life.current.exited
    if (life.isStopping) return
    launch.log('The database ended unexpectedly; it is started again.')
    const next = await relaunch(life, launch)
    if (next === null) return
    life.current = next
    if (life.isStopping) await stopPostgres(next.pid)
    else launch.log(`The database is back (process ${next.pid}).`)
  }
}

/**
 * Tries until it succeeds: a full disk may be emptied, and without a database there is nothing else to do.
 */
async function relaunch(life: Life, launch: Launch): Promise<Launched | null> {
  for (
    let pauseMs = RESTART_PAUSE_MIN_MS;
    !life.isStopping;
    pauseMs = Math.min(pauseMs * 2, RESTART_PAUSE_MAX_MS)
  ) {
    try {
      return await launchPostgres(launch)
    } catch (error) {
      launch.log(sentenceOf(error, launch.cluster.folder))
      await sleep(pauseMs)
    }
  }
  return null
}

async function claimAndTakeOver(options: EmbeddedOptions): Promise<TakenOver & { release: () => void }> {
  const { log, isDurable = true } = options
  let dataDir = options.dataDir
  let release: (() => void) | undefined
  try {
    mkdirSync(dataDir, { recursive: true })
    dataDir = realpathSync(dataDir)
    release = claimData(dataDir)
    return { ...(await takeOver({ dataDir, log, isDurable })), release }
  } catch (cause) {
    release?.()
    throw isSystemError(cause) ? new Error(sentenceOf(cause, dataDir), { cause }) : cause
  }
}

function sentenceOf(error: unknown, folder: string): string {
  const { message } = error as Error
  return isSystemError(error) ? explainFailure(message, folder) : message
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

function addressOf({ cluster, port, socketFolder }: Launch) {
  const adminUrl = `postgres://postgres:${readPassword(cluster)}@127.0.0.1:${port}/postgres`
  return { adminUrl, port, socketFolder }
}
