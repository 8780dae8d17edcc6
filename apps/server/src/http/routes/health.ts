import { api } from '@hilo/protocol'
import { listAlarms, markAlarmsRead } from '../../domain/alarm/list.ts'
import { readHealth, readInboxHealth } from '../../domain/health/read.ts'
import { readBacklog } from '../../domain/webhook/backlog.ts'
import { type Route, route } from '../route.ts'
import { spokenHealth } from '../spoken.ts'

export const healthRoutes: Route[] = [
  route(api.getInboxHealth, async ({ params }, { db, orgId, work }) =>
    spokenHealth(await db.withOrg(orgId, (tx) => readInboxHealth(tx, params.inboxId, work.heldOf))),
  ),

  route(api.listInboxHealth, async (_, { db, orgId, work }) => ({
    inboxes: (await db.withOrg(orgId, (tx) => readHealth(tx, { heldOf: work.heldOf }))).map(spokenHealth),
    oldestWaitingAt: (await readBacklog(db.ingress)).oldestAt?.toISOString() ?? null,
  })),

  route(api.listAlarms, (_, { db, orgId, memberId }) =>
    db.withOrg(orgId, async (tx) => ({ alarms: await listAlarms(tx, memberId) })),
  ),

  route(api.readAlarms, async ({ body }, { db, bus, orgId, memberId }) => {
    const read = await db.withOrg(orgId, (tx) => markAlarmsRead(tx, memberId, body.alarmIds))
    bus.publish({ type: 'alarms', orgId })
    return read
  }),
]
