import { api } from '@hilo/protocol'
import { listPermissions } from '../../domain/permission/list.ts'
import { recordPermission } from '../../domain/permission/record.ts'
import { type Route, route } from '../route.ts'

export const permissionRoutes: Route[] = [
  route(api.listPermissions, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => listPermissions(tx, params.contactId)),
  ),

  route(api.recordPermission, async ({ params: { contactId }, body }, { db, bus, orgId, actor }) => {
    const { changed, ledger } = await db.withOrg(orgId, async (tx) => ({
      changed: await recordPermission(tx, { contactId, ...actor }, body),
      ledger: await listPermissions(tx, contactId),
    }))
    for (const { conversationId, version, ended } of changed) {
      bus.publish({ type: 'conversation', orgId, conversationId, version })
      for (const run of ended) bus.publish({ type: 'run', orgId, conversationId, ...run })
    }
    return ledger
  }),
]
