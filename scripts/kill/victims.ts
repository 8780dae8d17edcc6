import { readdirSync, readFileSync } from 'node:fs'
import { type Cluster, clusterIn } from '../../apps/server/src/db/embedded/cluster.ts'
import { findPostmaster } from '../../apps/server/src/db/embedded/postmaster.ts'
import { argumentsOf, nameOf } from '../../apps/server/src/db/embedded/process-table.ts'

/** The cluster below a data folder. @throws Error when there is none yet. */
export function clusterBelow(dataDir: string): Cluster {
  const major = readdirSync(dataDir).flatMap((name) => /^postgres-(\d+)$/.exec(name)?.[1] ?? [])[0]
  if (!major) throw new Error(`There is no database below ${dataDir}.`)
  return clusterIn(dataDir, major)
}

/** The postmaster that runs now, or null. */
export function postmasterOf(cluster: Cluster): number | null {
  return findPostmaster(cluster)?.pid ?? null
}

/** PostgreSQL's processes that serve a connection of the server. */
export function connectionsOf(cluster: Cluster): number[] {
  const postmaster = postmasterOf(cluster)
  if (postmaster === null) return []
  return childrenOf(postmaster).filter((pid) => argumentsOf(pid)[0]?.startsWith('postgres: hilo'))
}

/** The processes in which micro-backends of the server run, behind the programs that isolate them. */
export function guestsOf(serverPid: number): number[] {
  return childrenOf(serverPid)
    .filter((pid) => nameOf(pid) !== 'postgres')
    .map(leafOf)
}

function leafOf(pid: number): number {
  const [child] = childrenOf(pid)
  return child === undefined ? pid : leafOf(child)
}

function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'ascii').trim()
    return text === '' ? [] : text.split(' ').map(Number)
  } catch {
    return []
  }
}
