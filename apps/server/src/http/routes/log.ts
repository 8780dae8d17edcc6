import { api } from '@hilo/protocol'
import { eachLogEntry, listLog } from '../../domain/log/list.ts'
import { type Route, route } from '../route.ts'

export const logRoutes: Route[] = [
  route(api.listLog, ({ query }, { db, orgId }) => db.withOrg(orgId, (tx) => listLog(tx, query))),

  route(api.exportLog, async ({ query }, { db, orgId }) => eachLogEntry(db, orgId, query)),
]
