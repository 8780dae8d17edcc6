import { api } from '@hilo/protocol'
import { eachLogEntry, listLog } from '../../domain/log/list.ts'
import { type Route, route } from '../route.ts'

export const logRoutes: Route[] = [
  // Members may read conversations anyway; no scope of a key opens them.
  route(api.listLog, ({ query }, { db, orgId, apiKey }) =>
    db.withOrg(orgId, (tx) => listLog(tx, { ...query, isNamed: apiKey === null })),
  ),

  route(api.exportLog, async ({ query }, { db, orgId, apiKey }) =>
    eachLogEntry(db, orgId, { ...query, isNamed: apiKey === null }),
  ),
]
