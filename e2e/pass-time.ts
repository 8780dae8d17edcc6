import { openDatabase } from '../apps/server/src/db/database.ts'
import { readPassword } from '../apps/server/src/db/embedded/cluster.ts'
import { readPostmaster } from '../apps/server/src/db/embedded/postmaster.ts'
import { statement } from '../apps/server/src/db/statement.ts'
import { clusterBelow } from '../scripts/kill/victims.ts'
import type { Stack } from './stack.ts'

/**
 * Moves what is written down into the past, for what a test cannot wait for: the server's clock is not the
 * simulators'. Nothing else of a test may touch the database.
 */
export async function passTime({ dataFolder }: Stack, change: string): Promise<void> {
  const cluster = clusterBelow(dataFolder)
  const port = readPostmaster(cluster)?.port
  const url = `postgres://postgres:${readPassword(cluster)}@127.0.0.1:${port}/hilo`
  const db = openDatabase({ app: url, ingress: url }, () => {}, 1)
  await db.global.query(statement(change)).finally(() => db.end())
}
