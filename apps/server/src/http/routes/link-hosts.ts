import { api } from '@hilo/protocol'
import { addLinkHost, removeLinkHost } from '../../domain/link-host/change.ts'
import { readLinkHosts } from '../../domain/link-host/read.ts'
import { type Route, route } from '../route.ts'

export const linkHostRoutes: Route[] = [
  route(api.listLinkHosts, (_, { db, orgId }) => db.withOrg(orgId, readLinkHosts)),

  route(api.addLinkHost, ({ body }, { db, orgId, actor }) =>
    db.withOrg(orgId, (tx) => addLinkHost(tx, actor, body.host)),
  ),

  route(api.removeLinkHost, ({ body }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => removeLinkHost(tx, body.host)),
  ),
]
