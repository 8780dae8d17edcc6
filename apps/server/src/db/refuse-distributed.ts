import pg from 'pg'

/**
 * Why this database must not be used, or null when it may. Commits that share a flush are durable where one
 * log carries them all; on Citus each node has its own, and an acknowledged message could be lost.
 */
export async function refuseDistributed(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(`select from pg_extension where extname = 'citus'`)
    return rows.length === 0 ? null : 'Hilo does not run on Citus yet. Use a PostgreSQL of one server.'
  } finally {
    await client.end()
  }
}
