import { api } from '@hilo/protocol'
import { createBroadcast } from '../../domain/broadcast/create.ts'
import { previewBroadcast } from '../../domain/broadcast/preview.ts'
import { listBroadcasts, listRecipients, readBroadcast } from '../../domain/broadcast/read.ts'
import { steerBroadcast } from '../../domain/broadcast/steer.ts'
import { type Route, route } from '../route.ts'
import { spokenRecipient } from '../spoken.ts'

export const broadcastRoutes: Route[] = [
  route(api.previewBroadcast, ({ body }, { db, keys, orgId }) =>
    db.withOrg(orgId, (tx) => previewBroadcast(tx, keys, body)),
  ),

  route(api.createBroadcast, async ({ body }, { db, bus, orgId, actor }) => {
    const broadcast = await db.withOrg(orgId, (tx) => createBroadcast(tx, actor, body))
    bus.publish({ type: 'broadcasts', orgId })
    return broadcast
  }),

  route(api.listBroadcasts, async (_input, { db, orgId }) => ({
    broadcasts: await db.withOrg(orgId, listBroadcasts),
  })),

  route(api.getBroadcast, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => readBroadcast(tx, params.broadcastId)),
  ),

  route(api.listRecipients, async ({ params, query }, { db, orgId }) => {
    const page = await db.withOrg(orgId, (tx) => listRecipients(tx, params.broadcastId, query))
    return { ...page, recipients: page.recipients.map(spokenRecipient) }
  }),

  route(api.steerBroadcast, async ({ params, body }, { db, bus, orgId }) => {
    const { broadcast, changed } = await db.withOrg(orgId, (tx) =>
      steerBroadcast(tx, params.broadcastId, body.status),
    )
    for (const change of changed) bus.publish({ type: 'conversation', orgId, ...change })
    bus.publish({ type: 'broadcasts', orgId })
    return broadcast
  }),
]
