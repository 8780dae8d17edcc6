import { api, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { addIdentityKey, removeIdentityKey } from '../../domain/signed-identity/keys.ts'
import { describeIdentity, setIdentityMode } from '../../domain/signed-identity/signed-identity.ts'
import { type Route, type RouteContext, route } from '../route.ts'

export const signedIdentityRoutes: Route[] = [
  route(api.getSignedIdentity, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => describeIdentity(tx, params.inboxId)),
  ),

  route(api.setSignedIdentity, ({ params, body }, context) =>
    changed(context, (tx) => setIdentityMode(tx, { ...params, ...body })),
  ),

  route(api.addIdentityKey, ({ params, body }, { keys, ...context }) =>
    changed(context, (tx) => addIdentityKey(tx, keys, { ...params, key: body })),
  ),

  route(api.removeIdentityKey, ({ params }, context) =>
    changed(context, (tx) => removeIdentityKey(tx, params)),
  ),
]

type Changing = Pick<RouteContext, 'db' | 'bus'> & { orgId: Id }

/** Whoever remembers the inbox reads it again. */
async function changed<T>({ db, bus, orgId }: Changing, work: (tx: OrgTx) => Promise<T>): Promise<T> {
  const result = await db.withOrg(orgId, work)
  bus.publish({ type: 'inboxes', orgId })
  return result
}
