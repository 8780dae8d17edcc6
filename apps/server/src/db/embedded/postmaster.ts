import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Cluster } from './cluster.ts'
import { allPids, argumentsOf, folderOf, isAlive, nameOf } from './process-table.ts'

/** What a running PostgreSQL says about itself in `postmaster.pid`. */
export type Postmaster = {
  readonly pid: number
  readonly port: number
  readonly socketFolder: string
  readonly isReady: boolean
}

/** What `postmaster.pid` says, true or not: it outlives a killed server. */
export function readPostmaster(cluster: Cluster): Postmaster | null {
  try {
    const lines = readFileSync(pidFile(cluster), 'utf8').split('\n')
    const [pid, , , port, socketFolder, , , state] = lines
    if (!pid || !port) return null
    return {
      pid: Number(pid),
      port: Number(port),
      socketFolder: socketFolder?.trim() ?? '',
      isReady: state?.trim() === 'ready',
    }
  } catch {
    return null
  }
}

/**
 * The PostgreSQL that runs on this cluster now, or `null`; a pid that now belongs to another program is no
 * one.
 */
export function findPostmaster(cluster: Cluster): Postmaster | null {
  const postmaster = readPostmaster(cluster)
  if (postmaster === null || !isAlive(postmaster.pid)) return null
  return process.platform === 'linux' && !isPostgresOf(postmaster.pid, cluster) ? null : postmaster
}

/**
 * Clears what a killed server left. Children that still hold its memory can only be in the way, their
 * postmaster is dead, and to the data their end is the same crash. A lock file is removed only when its pid
 * has a new owner (in a container the pids begin again at every start) or is a corpse: PostgreSQL takes
 * either for a live server, and judges every other case better itself.
 */
export function clearRemains(cluster: Cluster): void {
  if (process.platform !== 'linux' || findPostmaster(cluster) !== null) return
  const pids = allPids()
  for (const pid of pids) {
    if (isPostgresOf(pid, cluster)) killOrphan(pid)
  }
  const locked = readPostmaster(cluster)?.pid
  if (locked === undefined || !pids.includes(locked)) return
  const locks = readdirSync(cluster.folder).filter((name) => /^postmaster\.pid$|^\.s\.PGSQL\./.test(name))
  for (const name of locks) rmSync(join(cluster.folder, name), { force: true })
}

function killOrphan(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself in the meantime.
  }
}

/**
 * PostgreSQL's processes all work in their data folder. Root in a container may not ask where another
 * account's process works, but the postmaster names the folder among its arguments.
 */
function isPostgresOf(pid: number, { folder }: Cluster): boolean {
  if (nameOf(pid) !== 'postgres') return false
  const workingFolder = folderOf(pid)
  return workingFolder === null ? argumentsOf(pid).includes(folder) : workingFolder === folder
}

function pidFile(cluster: Cluster): string {
  return join(cluster.folder, 'postmaster.pid')
}
