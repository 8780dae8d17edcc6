import { readdirSync } from 'node:fs'
import { clusterIn } from './cluster.ts'
import { findPostmaster } from './postmaster.ts'
import { stopPostgres } from './stop.ts'

/** Ends the PostgreSQL that a killed Hilo left on `dataDir`, so that the folder can be removed. */
export async function stopLeftover(dataDir: string): Promise<void> {
  for (const name of readdirSync(dataDir)) {
    const major = /^postgres-(\d+)$/.exec(name)?.[1]
    const found = major && findPostmaster(clusterIn(dataDir, major))
    if (found) await stopPostgres(found.pid)
  }
}
