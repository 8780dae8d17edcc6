import { assert, type Id } from '@hilo/protocol'
import pg from 'pg'
import { isConnectionLoss } from './connection.ts'
import { type Flight, groupFlights, LANES, type SharedFlight } from './group.ts'
import { assertOrg, assertSendable, type Landing, runPipeline, type Transaction } from './pipeline.ts'
import { type ReadShared, shareReads } from './shared-read.ts'
import type { Statement } from './statement.ts'
import { assertValues } from './value.ts'

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
  flight: Flight
  /**
   * The same for what happens all the time: under load, flights share a write and its flush, and those of one
   * org a transaction.
   */
  sharedFlight: SharedFlight
  /** Reads by key; under load, those of one org share their statements too. */
  sharedRead: ReadShared
  readonly global: Queryable
  readonly ingress: Queryable
  /** The same on a connection of its own: what a platform waits for never waits behind the workers. */
  readonly edge: Queryable
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
/** For so long a lane waits for a lock; then what needs it is done aside. */
const LANE_LOCK_MS = 50

export type DatabaseUrls = { app: string; ingress: string }

/** Opens the pools; connects lazily. `max` is the number of connections of the app's pool. */
export function openDatabase(urls: DatabaseUrls, onError: (error: Error) => void, max = 12): Database {
  const stats = { commits: 0, losses: 0 }
  const app = { pool: openPool(urls.app, { max, onError }), stats }
  const lanes = { pool: openPool(urls.app, { max: LANES, onError, lockMs: LANE_LOCK_MS }), stats }
  const ingress = { pool: openPool(urls.ingress, { max: INGRESS_CONNECTIONS, onError }), stats }
  const edge = { pool: openPool(urls.ingress, { max: 1, onError }), stats }
  const flight: Flight = (orgId, steps) => fly(app, { orgId, steps })
  const shared = groupFlights((transactions) => run(lanes, transactions), flight)
  return {
    stats,
    withOrg: (orgId, work) => withOrg(app, orgId, work),
    flight,
    sharedRead: shareReads(flight),
    sharedFlight: async (orgId, shareable) => {
      assertSendable({ orgId, steps: shareable.steps })
      return shared(orgId, shareable)
    },
    global: queryable(app),
    ingress: queryable(ingress),
    edge: queryable(edge),
    end: async () => {
      await Promise.all([app, lanes, ingress, edge].map(({ pool }) => pool.end()))
    },
  }
}

type PoolOptions = { max: number; onError: (error: Error) => void; lockMs?: number }

function openPool(connectionString: string, { max, onError, lockMs = 0 }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    keepAlive: true,
    connectionTimeoutMillis: 20_000,
    idleTimeoutMillis: 60_000,
    // Plans are made anew as the tables grow.
    maxLifetimeSeconds: 600,
    statement_timeout: 15_000,
    lock_timeout: lockMs,
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
        const result = await client.query<never>(query)
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
  assertOrg(orgId)
  return `begin; set local app.org_id = '${orgId}'`
}

function queryOf({ name, text }: Statement, values: readonly unknown[]): pg.QueryConfig {
  assertValues(values)
  return { name, text, values: values as unknown[] }
}

async function fly(source: Source, transaction: Transaction) {
  assertSendable(transaction)
  const { results, error } = await run(source, [transaction])
  if (error) throw error
  return results[0] ?? []
}

async function run({ pool, stats }: Source, transactions: readonly Transaction[]): Promise<Landing> {
  const client = await pool.connect()
  try {
    const landing = await runPipeline(client, transactions)
    stats.commits += landing.results.length
    client.release()
    return landing
  } catch (error) {
    stats.losses++
    client.release(true)
    throw error
  }
}

async function withOrg<T>({ pool, stats }: Source, orgId: Id, work: (tx: OrgTx) => Promise<T>): Promise<T> {
  const opening = begin(orgId)
  const client = await pool.connect()
  try {
    await client.query(opening)
    const result = await work({
      orgId,
      query: async (statement, values = []) => client.query(queryOf(statement, values)),
    })
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
