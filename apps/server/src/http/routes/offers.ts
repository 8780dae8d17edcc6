import { api } from '@hilo/protocol'
import type { Offer } from '../../domain/message/offer.ts'
import { sendMessage } from '../../domain/message/send.ts'
import { type Route, type RouteContext, route } from '../route.ts'
import { spokenMessage } from '../spoken.ts'

export const offerRoutes: Route[] = [
  route(api.listProducts, ({ params, query }, { orgId, work }) =>
    work.offers.products({ orgId, ...params }, query),
  ),

  route(api.listForms, async ({ params }, { orgId, work }) => ({
    forms: await work.offers.forms({ orgId, ...params }),
  })),

  route(api.sendProducts, ({ params, body: { clientId, ...products } }, context) =>
    send(context, { ...params, clientId }, { type: 'products', ...products }),
  ),

  route(api.sendForm, ({ params, body: { clientId, ...form } }, context) =>
    send(context, { ...params, clientId }, { type: 'form', ...form }),
  ),
]

type At = { conversationId: string; clientId: string }

async function send(
  { db, bus, orgId, memberId, work }: RouteContext,
  { conversationId, clientId }: At,
  offer: Offer,
) {
  const { partsOf } = work
  const { message } = await db.withOrg(orgId, (tx) =>
    sendMessage(tx, { conversationId, memberId, clientId, text: '', offer, partsOf }),
  )
  bus.publish({ type: 'conversation', orgId, conversationId, version: message.version })
  work.kick(orgId, conversationId)
  return spokenMessage(message)
}
