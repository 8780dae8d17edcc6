import type { Socket } from 'node:net'
import { assert, type Id, isId } from '@hilo/protocol'
import pg from 'pg'
import { isConnectionLoss } from './connection.ts'
import type { Rows, Statement, Step } from './statement.ts'
import { assertValues, toWire } from './value.ts'

/**
 * Several transactions, each of one org, in a single write and a single answer.
 *
 * The extended protocol lets the client send everything before the one `Sync` that asks for an answer: no
 * statement waits for the one before it to travel, and the server writes once. An error makes the server skip
 * all that is left up to the `Sync`; what was committed before it stays committed.
 *
 * Only the last transaction waits for the disk: the log is one sequence, so its flush makes those before it
 * durable too. Until the answer has come, none of them counts. That holds for one server and its replicas; a
 * distributed PostgreSQL has a log on each node, and must not run this.
 */

/** The steps of one transaction in the context of one org. */
export type Transaction = { orgId: Id; steps: readonly Step[] }

/**
 * What became of the transactions. The first ones were committed: their results, a list a transaction. The
 * one behind them failed with `error`, and those behind it were not begun.
 */
export type Landing = { results: Rows[][]; error: unknown | null }

const BEGIN = named('begin')
const WITHOUT_FLUSH = named('set local synchronous_commit = off')
const COMMIT = named('commit')
/** The client prepares statements on the same connection under their own names. */
const PREFIX = '~'
/**
 * Writes a record of its own into the log: a transaction that changed nothing flushes nothing, and those
 * before it would be answered without being on the disk.
 */
const MARK = named("select pg_logical_emit_message(true, 'hilo', '')")

/**
 * Runs transactions on a connection that nobody else uses meanwhile. When it rejects, the connection was
 * lost, and what was committed is not known.
 */
export async function runPipeline(
  client: pg.PoolClient,
  transactions: readonly Transaction[],
): Promise<Landing> {
  const pipeline = new Pipeline(transactions)
  client.query(pipeline)
  const landing = await pipeline.landed
  if (!landing.error) return landing
  await client.query('rollback')
  if (landing.results.length > 0) await client.query(MARK.text)
  return landing
}

type Column = { name: string; parse(text: string): unknown }
/** What each prepared statement of a connection returns; null until the server has said it. */
type Prepared = Map<string, Column[] | null>
type Slot = { name: string; role: 'step' | 'commit' | 'around'; rows: pg.QueryResultRow[] }
type Described = { fields: { name: string; dataTypeID: number }[] }

const prepared = new WeakMap<pg.Connection, Prepared>()

function preparedOn(connection: pg.Connection): Prepared {
  const known = prepared.get(connection)
  if (known) return known
  const fresh: Prepared = new Map()
  prepared.set(connection, fresh)
  return fresh
}

class Pipeline implements pg.Submittable {
  readonly landed: Promise<Landing>
  readonly #transactions: readonly Transaction[]
  readonly #slots: Slot[] = []
  readonly #results: Rows[][] = []
  #prepared: Prepared = new Map()
  #at = 0
  #begun: Rows[] = []
  #error: unknown = null
  #resolve: (landing: Landing) => void = () => {}
  #reject: (error: unknown) => void = () => {}

  constructor(transactions: readonly Transaction[]) {
    this.#transactions = transactions
    this.landed = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  /** Called by the client when the connection is free. */
  submit(connection: pg.Connection): void {
    this.#prepared = preparedOn(connection)
    const wire = connection as unknown as Wire
    const stream = connection.stream as Socket
    stream.cork()
    for (const { statement, values, role } of this.#messages()) {
      const name = statement.name && `${PREFIX}${statement.name}`
      this.#slots.push({ name, role, rows: [] })
      if (!this.#prepared.has(name)) {
        wire.parse({ name, text: statement.text })
        if (name !== '') {
          wire.describe({ type: 'S', name })
          this.#prepared.set(name, null)
        }
      }
      wire.bind({ statement: name, values, valueMapper: toWire })
      wire.execute(null)
    }
    connection.sync()
    stream.uncork()
  }

  *#messages(): Generator<Step & Pick<Slot, 'role'>> {
    const last = this.#transactions.at(-1)
    for (const transaction of this.#transactions) {
      yield { statement: BEGIN, values: [], role: 'around' }
      yield { statement: contextOf(transaction.orgId), values: [], role: 'around' }
      if (transaction !== last) yield { statement: WITHOUT_FLUSH, values: [], role: 'around' }
      for (const step of transaction.steps) yield { ...step, role: 'step' }
      if (transaction === last && this.#transactions.length > 1) {
        yield { statement: MARK, values: [], role: 'around' }
      }
      yield { statement: COMMIT, values: [], role: 'commit' }
    }
  }

  handleRowDescription({ fields }: Described): void {
    this.#prepared.set(this.#slot().name, fields.map(columnOf))
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const { name, rows } = this.#slot()
    const columns = this.#prepared.get(name) ?? []
    const row: pg.QueryResultRow = {}
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index] as Column
      const text = fields[index] ?? null
      row[column.name] = text === null ? null : column.parse(text)
    }
    rows.push(row)
  }

  handleCommandComplete(): void {
    const { name, rows, role } = this.#slot()
    if (name !== '' && !this.#prepared.get(name)) this.#prepared.set(name, [])
    if (role === 'step') this.#begun.push({ rows })
    if (role === 'commit') {
      this.#results.push(this.#begun)
      this.#begun = []
    }
    this.#at++
  }

  /** An error of a statement, after which the connection is still there; or the end of the connection. */
  handleError(error: unknown, connection: pg.Connection): void {
    const isOver = !(error instanceof pg.DatabaseError) || isConnectionLoss(error)
    if (isOver) this.#reject(error)
    else this.#refuse(error, connection)
  }

  #refuse(error: unknown, connection: pg.Connection): void {
    this.#error = error
    // Whether these were prepared before the error is not known; closing what does not exist is no error.
    for (const [name, columns] of this.#prepared) {
      if (columns !== null) continue
      ;(connection as unknown as Wire).close({ type: 'S', name })
      this.#prepared.delete(name)
    }
    this.#resolve({ results: this.#results, error })
  }

  handleReadyForQuery(): void {
    this.#resolve({ results: this.#results, error: this.#error })
  }

  #slot(): Slot {
    return this.#slots[this.#at] as Slot
  }
}

/** What a `pg` connection sends, as far as it is used here. */
type Wire = {
  parse(message: { name: string; text: string }): void
  describe(message: { type: 'S'; name: string }): void
  bind(message: { statement: string; values: readonly unknown[]; valueMapper(value: unknown): unknown }): void
  execute(message: null): void
  close(message: { type: 'S'; name: string }): void
}

/**
 * Never a parameter: `set` takes none, and `set_config` does not travel on a distributed PostgreSQL.
 * Nameless, because each org's is another text.
 */
function contextOf(orgId: Id): Statement {
  return { name: '', text: `set local app.org_id = '${orgId}'` }
}

function named(text: string): Statement {
  return { name: text, text }
}

function columnOf({ name, dataTypeID }: { name: string; dataTypeID: number }): Column {
  return { name, parse: pg.types.getTypeParser(dataTypeID, 'text') }
}

/**
 * Refuses what must not be sent: an org id that is none, and a value that the client cannot write down.
 *
 * @throws Error, before anything is sent.
 */
export function assertSendable({ orgId, steps }: Transaction): void {
  assertOrg(orgId)
  for (const { values } of steps) assertValues(values)
}

export function assertOrg(orgId: Id): void {
  assert(isId(orgId), 'An org id must be a uuid.')
}
