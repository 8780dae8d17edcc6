import { readdirSync, readFileSync } from 'node:fs'
import { type Cluster, clusterIn } from '../../apps/server/src/db/embedded/cluster.ts'
import { findPostmaster } from '../../apps/server/src/db/embedded/postmaster.ts'
import { argumentsOf, nameOf, startOf } from '../../apps/server/src/db/embedded/process-table.ts'

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

/**
 * The process of the micro-backend that all conversations share, which is the one that runs longest; null
 * when there is none. A process that plays one turn again, alone, is how the server finds out whose turn
 * brings processes down: killing that one as well would accuse the turn, and the server rightly gives the
 * conversation to people.
 */
export function guestOf(serverPid: number): number | null {
  const launchers = childrenOf(serverPid).filter((pid) => nameOf(pid) === 'hilo-launcher')
  const guests = launchers.flatMap(childrenOf)
  const [oldest] = guests.toSorted((a, b) => Number(startOf(a)) - Number(startOf(b)))
  return oldest === undefined ? null : leafOf(oldest)
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
