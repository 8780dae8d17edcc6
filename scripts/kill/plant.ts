import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '@hilo/protocol'
import type pg from 'pg'
import type { Database, Queryable } from '../../apps/server/src/db/database.ts'

/**
 * Bugs that the harness must catch, or its silence is worth nothing. They exist only in the process it
 * starts.
 */
export const PLANTS = ['ack-before-commit'] as const
export type Plant = (typeof PLANTS)[number]

const FLUSH_MS = 60

/** The database with a planted bug, or as it is. */
export function planted(db: Database, plant: Plant | null): Database {
  return plant === null ? db : Object.assign(Object.create(db) as Database, { edge: writeBehind(db.edge) })
}

/**
 * Says that a webhook is stored and writes it a moment later, for a node that does not exist, so that the
 * sweep takes it up. Without a kill nothing is ever lost by it.
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
