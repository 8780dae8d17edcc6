import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { explainFailure, isLeftover } from './explain.ts'
import { commandFor, environmentForPostgres, giveToPostgres, type Launcher } from './launcher.ts'
import { clearRemains, readPostmaster } from './postmaster.ts'
import { settingsFor } from './settings.ts'

export type Launch = {
  readonly cluster: Cluster
  readonly launcher: Launcher
  readonly port: number
  readonly socketFolder: string | undefined
  readonly isDurable: boolean
  readonly log: (sentence: string) => void
}

/** A PostgreSQL that this process began; `exited` settles when it has ended, for whatever reason. */
export type Launched = { readonly pid: number; readonly exited: Promise<void> }

type Attempt = { readonly pid: number; readonly exited: Promise<void>; hasExited: boolean; failure?: string }

const LOG_MAX_BYTES = 10 * 1024 * 1024
const LEFTOVER_WAIT_MS = 30_000
const RECOVERY_NOTICE_MS = 5_000

/**
 * Starts PostgreSQL and waits until it accepts connections, however long the recovery after a crash takes.
 * What a killed server still holds is waited for.
 *
 * @throws Error with one sentence that says what to do.
 */
export async function launchPostgres(launch: Launch): Promise<Launched> {
  rotateLog(launch.cluster.logFile)
  const deadline = Date.now() + LEFTOVER_WAIT_MS
  for (;;) {
    clearRemains(launch.cluster)
    const logSize = sizeOf(launch.cluster.logFile)
    const attempt = begin(launch)
    if (await becomesReady(attempt, launch)) return { pid: attempt.pid, exited: attempt.exited }
    const output = attempt.failure ?? readFileSync(launch.cluster.logFile).subarray(logSize).toString('utf8')
    if (!isLeftover(output) || Date.now() > deadline) {
      throw new Error(explainFailure(output, launch.cluster.folder))
    }
    await sleep(50)
  }
}

/**
 * Detached, in a session of its own: Ctrl-C in the terminal must end the server first and the database last.
 */
function begin(launch: Launch): Attempt {
  const { cluster, launcher } = launch
  const logDescriptor = openSync(cluster.logFile, 'a', 0o600)
  giveToPostgres(launcher, cluster.logFile)
  const { file, args } = commandFor(launcher, 'postgres', ['-D', cluster.folder, ...settingsFor(launch)])
  const { account } = launcher
  const child = spawn(file, args, {
    detached: true,
    cwd: cluster.folder,
    env: environmentForPostgres(),
    stdio: ['ignore', logDescriptor, logDescriptor],
    ...(account !== undefined && { uid: account, gid: account }),
  })
  closeSync(logDescriptor)
  child.unref()
  const { promise: exited, resolve } = Promise.withResolvers<void>()
  const attempt: Attempt = { pid: child.pid ?? 0, exited, hasExited: false }
  child.once('error', (error) => {
    attempt.failure = error.message
    attempt.hasExited = true
    resolve()
  })
  child.once('exit', () => {
    attempt.hasExited = true
    resolve()
  })
  return attempt
}

async function becomesReady(attempt: Attempt, { cluster, log }: Launch): Promise<boolean> {
  let noticeAt = Date.now() + RECOVERY_NOTICE_MS
  while (!attempt.hasExited) {
    const postmaster = readPostmaster(cluster)
    if (postmaster?.pid === attempt.pid && postmaster.isReady) return true
    if (Date.now() > noticeAt) {
      log('The database is still recovering from the last crash; no data is lost.')
      noticeAt = Number.POSITIVE_INFINITY
    }
    await sleep(10)
  }
  return false
}

/** One older log is kept, so the log of a server that runs for years cannot fill the disk. */
function rotateLog(file: string): void {
  if (sizeOf(file) > LOG_MAX_BYTES) renameSync(file, `${file}.1`)
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0
}
