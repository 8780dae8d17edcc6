import { realpathSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries, programIn } from './binaries.ts'
import { type Cluster, clusterIn, ensureCluster } from './cluster.ts'
import { type Launch, type Launched, launchPostgres } from './launch.ts'
import { chooseLauncher, type Launcher } from './launcher.ts'
import { choosePort } from './port.ts'
import { findPostmaster, type Postmaster } from './postmaster.ts'
import { isAlive, programOf } from './process-table.ts'
import { stopPostgres } from './stop.ts'

export type TakeOver = {
  readonly dataDir: string
  readonly log: (sentence: string) => void
  readonly isDurable: boolean
}

/** A server that runs, and how to run it again the same way. */
export type TakenOver = { readonly launch: Launch; readonly running: Launched }

// https://man7.org/linux/man-pages/man7/unix.7.html: 108 bytes, the name `.s.PGSQL.65535` and a zero included.
const SOCKET_FOLDER_MAX_BYTES = 90
const WATCH_MS = 50

/**
 * Makes the cluster if there is none, and leaves one server running on it: the one found there, or a new one.
 */
export async function takeOver({ dataDir, log, isDurable }: TakeOver): Promise<TakenOver> {
  const binaries = findBinaries()
  const launcher = await chooseLauncher(binaries, dataDir)
  const cluster = clusterIn(dataDir, binaries.major)
  ensureCluster(cluster, dataDir, launcher)
  const settings = { cluster, launcher, socketFolder: socketFolderOf(cluster), isDurable, log }
  const found = await adoptable(cluster, launcher)
  if (found) {
    log(`The database was still running (process ${found.pid}) and is used as it is.`)
    const { port, pid } = found
    return { launch: { ...settings, port }, running: { pid, exited: watch(pid) } }
  }
  const port = await choosePort({ portFile: cluster.portFile, log })
  const launch = { ...settings, port }
  return { launch, running: await launchPostgres(launch) }
}

/**
 * The server a killed Hilo left behind, if it runs these very programs; one of another version, or whose
 * programs an install has replaced since, is ended, because it would load libraries that do not fit.
 */
async function adoptable(cluster: Cluster, launcher: Launcher): Promise<Postmaster | null> {
  const found = await settledPostmaster(cluster)
  if (found === null) return null
  const program = programOf(found.pid)
  if (program === null || program === realpathSync(programIn(launcher.folder, 'postgres'))) return found
  await stopPostgres(found.pid)
  return null
}

/** Waits for a server that is just starting, recovering or stopping to be one or the other. */
async function settledPostmaster(cluster: Cluster): Promise<Postmaster | null> {
  for (;;) {
    const found = findPostmaster(cluster)
    if (found === null || found.isReady) return found
    await sleep(20)
  }
}

/** Settles when a process that is not a child of this one has ended. */
async function watch(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(WATCH_MS, undefined, { ref: false })
}

function socketFolderOf({ folder }: Cluster): string | undefined {
  const isTooLong = Buffer.byteLength(folder) > SOCKET_FOLDER_MAX_BYTES
  return process.platform === 'win32' || isTooLong ? undefined : folder
}
