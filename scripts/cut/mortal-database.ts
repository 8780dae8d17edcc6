import type { Database, OrgTx, Queryable } from '../../apps/server/src/db/database.ts'
import type { Statement, Step } from '../../apps/server/src/db/statement.ts'
import type { Mortal, Place } from './mortal.ts'

const WRITE = /(?<!\b(?:for|do) )\b(insert into|update|delete from) (\w+)/g
/** Heartbeats and the list of nodes are no part of a conversation. */
const NOT_COUNTED = new Set(['node'])

/** The database as a mortal process has it: each transaction that writes is a place where it may die. */
export function mortalDatabase(db: Database, mortal: Mortal): Database {
  return {
    get stats() {
      return db.stats
    },
    flight: (orgId, steps) => cross(mortal, kindOf(steps), () => db.flight(orgId, steps)),
    sharedFlight: (orgId, flight) =>
      cross(mortal, kindOf(flight.steps), () => db.sharedFlight(orgId, flight)),
    sharedRead: (orgId, read, key) => cross(mortal, '', () => db.sharedRead(orgId, read, key)),
    withOrg: (orgId, work) => withOrg(mortal, (act) => db.withOrg(orgId, act), work),
    global: queryable(mortal, db.global),
    ingress: queryable(mortal, db.ingress),
    edge: queryable(mortal, db.edge),
    end: async () => {},
  }
}

function queryable(mortal: Mortal, source: Queryable): Queryable {
  return {
    query: (statement, values) =>
      cross(mortal, kindOf([{ statement, values: [] }]), () => source.query(statement, values)),
  }
}

async function cross<T>(mortal: Mortal, kind: string, act: () => Promise<T>): Promise<T> {
  if (kind !== '') return mortal.cross(kind, act)
  mortal.live()
  const result = await act()
  mortal.live()
  return result
}

/** A death inside rolls back, as the end of the connection would; its place is the first thing it writes. */
async function withOrg<T>(
  mortal: Mortal,
  open: (work: (tx: OrgTx) => Promise<T>) => Promise<T>,
  work: (tx: OrgTx) => Promise<T>,
): Promise<T> {
  let place: Place | null = null
  mortal.live()
  const result = await open((tx) =>
    work({
      orgId: tx.orgId,
      query(statement: Statement, values) {
        const kind = kindOf([{ statement, values: [] }])
        if (kind !== '' && !place) place = mortal.arrive(kind, () => open(work))
        return tx.query(statement, values)
      },
    }),
  )
  mortal.leave(place)
  return result
}

/** What a transaction writes, in words: `update run, insert journal`. Empty when it only reads. */
function kindOf(steps: readonly Step[]): string {
  const writes = steps.flatMap(({ statement }) =>
    [...statement.text.matchAll(WRITE)].flatMap(([, verb = '', table = '']) =>
      NOT_COUNTED.has(table) ? [] : [`${verb.split(' ')[0]} ${table}`],
    ),
  )
  return [...new Set(writes)].join(', ')
}
