import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '@hilo/protocol'
import type pg from 'pg'
import type { Database, Queryable } from '../../apps/server/src/db/database.ts'
import { type Step, statement } from '../../apps/server/src/db/statement.ts'

/**
 * Bugs that the cuts must find, or their silence is worth nothing. They lie between the server and its mortal
 * database, and only in the process that asked for one.
 */
export const PLANTS = ['ack-before-commit', 'unfenced-turn'] as const
export type Plant = (typeof PLANTS)[number]

const FLUSH_MS = 20

/** The database with a planted bug, or as it is. */
export function planted(db: Database, plant: Plant | null): Database {
  switch (plant) {
    case null:
      return db
    case 'ack-before-commit':
      return { ...db, edge: writeBehind(db.edge) }
    case 'unfenced-turn':
      return { ...db, sharedFlight: (orgId, flight) => db.sharedFlight(orgId, unfenced(flight)) }
  }
}

/**
 * Says that a webhook is stored, and stores it a moment later, for a node that does not exist, so that the
 * sweep takes it up.
 */
function writeBehind(edge: Queryable): Queryable {
  return {
    async query<Row extends pg.QueryResultRow>(
      statement: { name: string; text: string },
      values: readonly unknown[] = [],
    ) {
      if (!statement.text.includes('insert into webhook_event')) return edge.query<Row>(statement, values)
      const forNobody = [...values.slice(0, -1), newId()]
      void sleep(FLUSH_MS).then(() => edge.query(statement, forNobody).catch(() => {}))
      return { rows: [], rowCount: 0, command: 'INSERT', oid: 0, fields: [] } as pg.QueryResult<Row>
    },
  }
}

/** Ends a turn whoever has claimed its run meanwhile, and whatever its journal has already. */
function unfenced<F extends { steps: readonly Step[] }>(flight: F): F {
  if (!isTurn(flight.steps)) return flight
  const open = (text: string) =>
    text
      .replace('r.claimed_by is not distinct from $3 and r.claim = $4', '$3::uuid is not null and $4 > 0')
      .replace('as e (position, kind, name, value, message_id)', '$& on conflict do nothing')
  return {
    ...flight,
    steps: flight.steps.map(({ statement: { text }, values }) => ({
      statement: statement(open(text)),
      values,
    })),
  }
}

function isTurn(steps: readonly Step[]): boolean {
  return steps.some(({ statement }) => statement.text.includes('journaled as'))
}
