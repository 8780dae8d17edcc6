import { api, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { changeInbox, pauseInbox } from '../../domain/inbox/change.ts'
import { createWidget } from '../../domain/inbox/create-widget.ts'
import { describeInbox } from '../../domain/inbox/describe.ts'
import { setGreeting } from '../../domain/inbox/greeting.ts'
import { type Route, type RouteContext, route } from '../route.ts'
import { inSpanish } from '../spoken.ts'

export const inboxRoutes: Route[] = [
  route(api.listMetaApps, async (_, { work, orgId }) => ({ apps: await work.connector.apps(orgId) })),

  route(api.beginConnection, ({ body }, { work, orgId }) => work.connector.begin(orgId, body)),

  route(api.checkConnection, async ({ body }, { work, orgId }) => work.connector.check(orgId, body)),

  route(api.finishConnection, ({ body }, { work, orgId, actor }) =>
    work.connector.finish(orgId, actor, body),
  ),

  route(api.createWidget, ({ body }, { keys, ...context }) =>
    changeInboxes(context, (tx) => createWidget(tx, keys, body)),
  ),

  route(api.getInbox, ({ params }, { db, orgId, publicUrl }) =>
    db.withOrg(orgId, (tx) => describeInbox(tx, params.inboxId, publicUrl)),
  ),

  route(api.changeInbox, ({ params: { inboxId }, body }, context) =>
    described(context, inboxId, (tx) => changeInbox(tx, context.actor, { inboxId, ...body })),
  ),

  route(api.setGreeting, ({ params: { inboxId }, body }, context) =>
    described(context, inboxId, (tx) => setGreeting(tx, { inboxId, ...body })),
  ),

  route(api.pauseInbox, ({ params: { inboxId }, body }, context) =>
    described(context, inboxId, (tx) => pauseInbox(tx, { inboxId, ...body })),
  ),

  route(api.replaceToken, async ({ params, body }, { work, orgId }) => ({
    failure: await work.connector.replaceToken(orgId, { ...params, ...body }),
  })),

  route(api.sendTestMessage, async ({ params, body }, { work, orgId }) => {
    const sent = await work.connector.sendTest(orgId, { ...params, ...body })
    return { ...sent, reasonEs: inSpanish(sent.reason) }
  }),

  route(api.disconnectInbox, async ({ params: { inboxId } }, context) => {
    const { isUnsubscribed } = await context.work.connector.disconnect(context.orgId, inboxId)
    return { isUnsubscribed, inbox: await described(context, inboxId, async () => undefined) }
  }),
]

type Changing = Pick<RouteContext, 'db' | 'bus' | 'orgId'>

/** Changes inboxes; once that is committed, whoever shows or runs them is told. */
async function changeInboxes<T>({ db, bus, orgId }: Changing, work: (tx: OrgTx) => Promise<T>): Promise<T> {
  const changed = await db.withOrg(orgId, work)
  bus.publish({ type: 'inboxes', orgId })
  return changed
}

function described(
  context: Changing & Pick<RouteContext, 'publicUrl'>,
  inboxId: Id,
  work: (tx: OrgTx) => Promise<void>,
) {
  return changeInboxes(context, async (tx) => {
    await work(tx)
    return describeInbox(tx, inboxId, context.publicUrl)
  })
}
