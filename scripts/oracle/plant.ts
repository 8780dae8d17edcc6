import type { Database, OrgTx } from '../../apps/server/src/db/database.ts'
import type { Statement, Step } from '../../apps/server/src/db/statement.ts'
import { statement } from '../../apps/server/src/db/statement.ts'

/** Bugs that the oracle must find, or its silence is worth nothing: what of a statement becomes what. */
const CHANGES = {
  'status-goes-back': ['where n.rank > case', 'where n.rank <> case'],
  'window-shrinks': ['greatest(c.window_closes_at, $9::timestamptz', '($9::timestamptz'],
  'withdrawn-comes-back': ['and unsent_at is null', ''],
} as const

export type Plant = keyof typeof CHANGES
export const PLANTS = Object.keys(CHANGES) as Plant[]

/** The database with a planted bug, or as it is. */
export function planted(db: Database, plant: Plant | null): Database {
  if (plant === null) return db
  const [from, to] = CHANGES[plant]
  const changed = (one: Statement) => (one.text.includes(from) ? statement(one.text.replace(from, to)) : one)
  const steps = (all: readonly Step[]) => all.map((step) => ({ ...step, statement: changed(step.statement) }))
  const inTx = (tx: OrgTx): OrgTx => ({
    orgId: tx.orgId,
    query: (one, values) => tx.query(changed(one), values),
  })
  return Object.assign(Object.create(db) as Database, {
    withOrg: <T>(orgId: string, work: (tx: OrgTx) => Promise<T>) => db.withOrg(orgId, (tx) => work(inTx(tx))),
    sharedFlight: (orgId: string, flight: Parameters<Database['sharedFlight']>[1]) =>
      db.sharedFlight(orgId, { ...flight, steps: steps(flight.steps) }),
  })
}
