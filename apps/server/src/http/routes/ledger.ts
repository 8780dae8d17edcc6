import { api } from '@hilo/protocol'
import { readLedger } from '../../domain/ledger/read.ts'
import { listUnacknowledged } from '../../domain/ledger/unacknowledged.ts'
import { type Route, route } from '../route.ts'

export const ledgerRoutes: Route[] = [
  route(api.getLedger, ({ params, query }, { db, orgId }) => readLedger(db, orgId, { ...params, ...query })),

  route(api.listUnacknowledged, ({ params, query }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => listUnacknowledged(tx, { ...params, ...query })),
  ),
]
