import type { Socket } from 'node:net'
import { assert, type Id, isId } from '@hilo/protocol'
import pg from 'pg'
import { isConnectionLoss } from './connection.ts'
import { groupFlights } from './group.ts'
import type { Statement, Step } from './statement.ts'

/**
 * The only way to the database. Org-owned rows are reached through `withOrg` or `flight`, which open one
 * transaction with the org's context; the global plane through `global`; raw webhook events through
 * `ingress`, which has a login role of its own.
 */
export type Database = {
  /**
   * Runs `work` in one transaction of the org and commits it. `work` must not wait for anything but the
   * database: it holds locks.
   */
  withOrg<T>(orgId: Id, work: (tx: OrgTx) => Promise<T>): Promise<T>
  /** Runs statements of one transaction of the org in a single round trip, the commit included. */
  flight(orgId: Id, steps: readonly Step[]): Promise<pg.QueryResult[]>
  /**
   * The same for what happens all the time: under load, flights of an org share a transaction. `key` names
   * what they lock; those with the same key never wait for each other in two transactions.
   */
  sharedFlight(orgId: Id, key: string, steps: readonly Step[]): Promise<pg.QueryResult[]>
  readonly global: Queryable
  readonly ingress: Queryable
  /** Since the start: transactions committed, and connections lost with a commit possibly unanswered. */
  readonly stats: { commits: number; losses: number }
  end(): Promise<void>
}

export type Queryable = {
  query<Row extends pg.QueryResultRow>(
    statement: Statement,
    values?: readonly unknown[],
  ): Promise<pg.QueryResult<Row>>
}

/** A transaction in the context of one org. */
export type OrgTx = Queryable & { readonly orgId: Id }

/** Connections of one role, and the count of what was done with them. */
type Source = { pool: pg.Pool; stats: Database['stats'] }

const INGRESS_CONNECTIONS = 4

export type DatabaseUrls = { app: string; ingress: string }

/** Opens the pools; connects lazily. `max` is the number of connections of the app's pool. */
export function openDatabase(urls: DatabaseUrls, onError: (error: Error) => void, max = 12): Database {
  const stats = { commits: 0, losses: 0 }
  const app = { pool: openPool(urls.app, max, onError), stats }
  const ingress = { pool: openPool(urls.ingress, INGRESS_CONNECTIONS, onError), stats }
  return {
    stats,
    withOrg: (orgId, work) => withOrg(app, orgId, work),
    flight: (orgId, steps) => flight(app, orgId, steps),
    sharedFlight: groupFlights((orgId, steps) => flight(app, orgId, steps)),
    global: queryable(app),
    ingress: queryable(ingress),
    end: async () => {
      await Promise.all([app.pool.end(), ingress.pool.end()])
    },
  }
}

function openPool(connectionString: string, max: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    pipeline: true,
    keepAlive: true,
    connectionTimeoutMillis: 20_000,
    idleTimeoutMillis: 60_000,
    // Plans are made anew as the tables grow.
    maxLifetimeSeconds: 600,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
    application_name: 'hilo',
    // Statements are few and written for one plan each; planning them anew would cost several times their
    // execution.
    options: '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off',
  })
  // A server that went away is reported by the next query; without a listener it would end the process.
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return pool
}

function queryable({ pool, stats }: Source): Queryable {
  return {
    query: async (statement, values = []) => {
      const query = queryOf(statement, values)
      const client = await pool.connect()
      try {
        const result = await inOneWrite(client, () => client.query(query))
        stats.commits++
        client.release()
        return result
      } catch (error) {
        const lost = isConnectionLoss(error)
        if (lost) stats.losses++
        client.release(lost)
        throw error
      }
    },
  }
}

function begin(orgId: Id): string {
  assert(isId(orgId), 'An org id must be a uuid.')
  return `begin; set local app.org_id = '${orgId}'`
}

/**
 * A value that the client cannot write down would be left out half-way, and the rest of its flight, the
 * commit included, would go on without it. So it is refused before anything is sent.
 */
function queryOf({ name, text }: Statement, values: readonly unknown[]): pg.QueryConfig {
  assert(
    values.every(isSendable),
    'A value of a statement has to be a scalar, a date, bytes or a list of these.',
  )
  return { name, text, values: values as unknown[] }
}

function isSendable(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return (
    value instanceof Date || ArrayBuffer.isView(value) || (Array.isArray(value) && value.every(isSendable))
  )
}

/** What `send` asks leaves in one write to the system, where each part of each statement would be one. */
function inOneWrite<T>(client: pg.PoolClient, send: () => T): T {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  stream.cork()
  try {
    return send()
  } finally {
    stream.uncork()
  }
}

async function flight({ pool, stats }: Source, orgId: Id, steps: readonly Step[]) {
  const opening = begin(orgId)
  const queries = steps.map(({ statement, values }) => queryOf(statement, values))
  const client = await pool.connect()
  try {
    const sent = inOneWrite(client, () => [
      client.query(opening) as Promise<pg.QueryResult>,
      ...queries.map((query) => client.query(query)),
      client.query('commit'),
    ])
    const settled = await Promise.allSettled(sent)
    const refused = settled.find((result) => result.status === 'rejected')
    if (refused) throw refused.reason
    const results = settled.map((result) => (result as PromiseFulfilledResult<pg.QueryResult>).value)
    // After an error in a pipeline the commit "succeeds" as a rollback.
    assert(results.at(-1)?.command === 'COMMIT', 'The transaction was rolled back.')
    stats.commits++
    client.release()
    return results.slice(1, -1)
  } catch (error) {
    const lost = isConnectionLoss(error)
    if (lost) stats.losses++
    client.release(lost)
    throw error
  }
}

async function withOrg<T>({ pool, stats }: Source, orgId: Id, work: (tx: OrgTx) => Promise<T>): Promise<T> {
  const opening = begin(orgId)
  const client = await pool.connect()
  try {
    // Sent with the first statement in one round trip; a failure of it is seen by the commit at the latest.
    const began = client.query(opening)
    began.catch(() => {})
    const result = await work({
      orgId,
      query: async (statement, values = []) => client.query(queryOf(statement, values)),
    })
    await began
    const { command } = await client.query('commit')
    assert(command === 'COMMIT', 'The transaction was rolled back.')
    stats.commits++
    client.release()
    return result
  } catch (error) {
    // The connection goes back only when the rollback is known to have happened.
    const clean = await client.query('rollback').then(
      () => true,
      () => false,
    )
    if (!clean) stats.losses++
    client.release(!clean)
    throw error
  }
}
