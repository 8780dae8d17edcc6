/** The steps that change something at the platform: where webhooks go, and which accounts they are about. */
import {
  setupRequests as asking,
  type SetupAnswer,
  SUBSCRIBED_FIELDS,
  type Subscribed,
  setupShapes as shapes,
} from '@hilo/channels'
import type { z } from 'zod'
import { callbackUrlOf } from '../../domain/inbox/describe.ts'
import { ask, bad, type Checked, type Desk, failed, fine, objectOf, subscribedOf } from './desk.ts'
import type { Ticket } from './ticket.ts'

/** https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests */
const CALLBACK_FAILED = 2200

/**
 * Brings the app's webhooks here: the platform asks this server for its challenge before it agrees. An app
 * whose webhooks already go to another server keeps them; of WhatsApp one business account can be brought
 * here alone.
 */
export async function setCallback(desk: Desk, ticket: Ticket): Promise<Checked> {
  const { place, publicUrl } = desk
  const { app, channel } = ticket
  const callbackUrl = callbackUrlOf(publicUrl, app.id)
  if (place.graphUrl.startsWith('https:') && !isReachable(publicUrl))
    return bad('callback_private', callbackUrl)
  const object = objectOf(ticket)
  const known = await findCallback(desk, ticket)
  if (known.type !== 'ok') return failed(known, 'app_refused')
  const { elsewhere, fields: before } = known.value
  if (elsewhere !== undefined) {
    return channel === 'whatsapp' ? fine(elsewhere, { elsewhere }) : bad('callback_elsewhere', elsewhere)
  }
  const fields = [...new Set([...SUBSCRIBED_FIELDS[object], ...before])]
  const to = { object, callbackUrl, verifyToken: app.verifyToken, fields }
  const answer = await ask(desk, asking.setCallback(place, app, to), shapes.Success)
  if (answer.type === 'ok') return fine(callbackUrl)
  const isUnreached = answer.type === 'refused' && answer.code === CALLBACK_FAILED
  return failed(answer, isUnreached ? 'callback_unreached' : 'platform_refused')
}

type Callback = { elsewhere: string | undefined; fields: string[] }

/** Where the app's webhooks go: `elsewhere` is the host of another server. */
export async function findCallback(
  { http, place, publicUrl }: Pick<Desk, 'http' | 'place' | 'publicUrl'>,
  ticket: Ticket,
): Promise<SetupAnswer<Callback>> {
  const answer = await ask({ http }, asking.listCallbacks(place, ticket.app), shapes.Callbacks)
  if (answer.type !== 'ok') return answer
  const now = answer.value.data.find(({ object }) => object === objectOf(ticket))
  const url = now?.callback_url
  const isOurs = url === undefined || url === callbackUrlOf(publicUrl, ticket.app.id)
  const fields = (now?.fields ?? []).map((field) => (typeof field === 'string' ? field : field.name))
  return { type: 'ok', value: { elsewhere: isOurs ? undefined : hostOf(url), fields } }
}

/** Meta calls public addresses only, over TLS. */
function isReachable(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl)
  return protocol === 'https:' && !/^(localhost|127\.|10\.|192\.168\.|\[)/.test(hostname)
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url.slice(0, 100)
}

type Subscription = Checked & { isNew: boolean }

/**
 * Lets the app have the webhooks of the account, and reads back that it does. What stands already is left as
 * it is: nothing is missed meanwhile. A callback of the account alone comes second, since WhatsApp refuses it
 * of an account that is not subscribed.
 */
export async function subscribe(
  desk: Desk,
  ticket: Ticket,
  { account, elsewhere }: { account: string; elsewhere: string | undefined },
): Promise<Subscription> {
  const { place, publicUrl } = desk
  const { token, app, wabaId } = ticket
  const what = subscribedOf(ticket, account)
  const own = elsewhere === undefined || wabaId === null ? null : callbackUrlOf(publicUrl, app.id)
  const list = () => ask(desk, asking.listSubscribed(place, what, token), shapes.SubscribedApps)
  const before = await list()
  const known = before.type === 'ok' ? before.value.data.find((one) => isOf(app.id, one)) : undefined
  const isNew = before.type === 'ok' && known === undefined
  if (known && isWhole(known, what, own)) return { ...fine(), isNew }
  const answer = await ask(desk, asking.subscribe(place, what, token), shapes.Success)
  if (answer.type !== 'ok') return { ...failed(answer, 'subscription_refused'), isNew }
  if (own !== null && wabaId !== null) {
    const to = { wabaId, callbackUrl: own, verifyToken: app.verifyToken }
    const moved = await ask(desk, asking.overrideCallback(place, to, token), shapes.Success)
    if (moved.type !== 'ok') return { ...failed(moved, 'callback_unreached'), isNew }
  }
  const after = await list()
  if (after.type !== 'ok') return { ...failed(after, 'subscription_refused'), isNew }
  const stands = after.value.data.some((one) => isOf(app.id, one) && isWhole(one, what, own))
  return { ...(stands ? fine() : bad('subscription_refused')), isNew }
}

type SubscribedApp = z.infer<typeof shapes.SubscribedApps>['data'][number]

/** Where the platform does not name the app, the token has already said which it is. */
function isOf(appId: string, { id, whatsapp_business_api_data: data }: SubscribedApp): boolean {
  return (data?.id ?? id ?? appId) === appId
}

/** All that is needed of an account comes, and comes here. */
function isWhole(
  { subscribed_fields: fields, override_callback_uri: to }: SubscribedApp,
  { object }: Subscribed,
  own: string | null,
): boolean {
  if (object === 'whatsapp_business_account') return own === null || to === own
  return fields === undefined || SUBSCRIBED_FIELDS[object].every((field) => fields.includes(field))
}

/** Ends it again. True when the platform agreed. */
export async function unsubscribe(
  desk: Pick<Desk, 'http' | 'place'>,
  ticket: Pick<Ticket, 'channel' | 'wabaId' | 'pageId' | 'token'>,
  account: string,
): Promise<boolean> {
  const what = subscribedOf(ticket, account)
  const answer = await ask(desk, asking.unsubscribe(desk.place, what, ticket.token), shapes.Success)
  return answer.type === 'ok'
}
