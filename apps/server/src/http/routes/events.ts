import { api } from '@hilo/protocol'
import { listEvents } from '../../domain/receipt/list.ts'
import { mentions, readEvent } from '../../domain/receipt/read.ts'
import { rerunEvent } from '../../domain/receipt/rerun.ts'
import { revealEvent } from '../../domain/receipt/reveal.ts'
import { type Route, type RouteContext, route } from '../route.ts'

type Params = { inboxId: string; eventId: string }

export const eventRoutes: Route[] = [
  route(
    api.listEvents,
    ({ params: { inboxId }, query: { externalId: text, ...filter } }, { db, orgId, work }) => {
      const { ownPartOf } = work
      const isMeant = text === undefined ? undefined : mentions(db, { orgId, inboxId, ownPartOf, text })
      return listEvents(db, orgId, { ...filter, inboxId, isMeant })
    },
  ),

  route(api.getEvent, ({ params }, context) =>
    readEvent(context.db, { ...askOf(params, context), isRevealed: false }),
  ),

  route(api.revealEvent, ({ params }, context) =>
    revealEvent(context.db, { ...askOf(params, context), member: context.member }),
  ),

  route(api.rerunEvent, ({ params }, context) =>
    rerunEvent(context.db, { ...askOf(params, context), rerun: context.work.rerun }),
  ),
]

function askOf({ inboxId, eventId }: Params, { orgId, work: { ownPartOf } }: RouteContext) {
  return { orgId, inboxId, eventId, ownPartOf }
}
