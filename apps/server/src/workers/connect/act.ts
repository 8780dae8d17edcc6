/** The steps that change something at the platform: where webhooks go, and which accounts they are about. */
import { setupRequests as asking, SUBSCRIBED_FIELDS, setupShapes as shapes } from '@hilo/channels'
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
  const known = await ask(desk, asking.listCallbacks(place, app), shapes.Callbacks)
  if (known.type !== 'ok') return failed(known, 'app_refused')
  const now = known.value.data.find((one) => one.object === object)
  const elsewhere =
    now?.callback_url !== undefined && now.callback_url !== callbackUrl ? now.callback_url : null
  if (elsewhere !== null) {
    const host = hostOf(elsewhere)
    return channel === 'whatsapp' ? fine(host, { elsewhere: host }) : bad('callback_elsewhere', host)
  }
  const before = (now?.fields ?? []).map((field) => (typeof field === 'string' ? field : field.name))
  const fields = [...new Set([...SUBSCRIBED_FIELDS[object], ...before])]
  const to = { object, callbackUrl, verifyToken: app.verifyToken, fields }
  const answer = await ask(desk, asking.setCallback(place, app, to), shapes.Success)
  if (answer.type === 'ok') return fine(callbackUrl)
  const isUnreached = answer.type === 'refused' && answer.code === CALLBACK_FAILED
  return failed(answer, isUnreached ? 'callback_unreached' : 'platform_refused')
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

/** Lets the app have the webhooks of the account, and reads back that it does. */
export async function subscribe(
  desk: Desk,
  ticket: Ticket,
  { account, elsewhere }: { account: string; elsewhere: string | undefined },
): Promise<Subscription> {
  const { place, publicUrl } = desk
  const { token, app, wabaId } = ticket
  const what = subscribedOf(ticket, account)
  const before = await ask(desk, asking.listSubscribed(place, what, token), shapes.SubscribedApps)
  const isNew = before.type === 'ok' && before.value.data.length === 0
  const answer = await ask(desk, asking.subscribe(place, what, token), shapes.Success)
  if (answer.type !== 'ok') return { ...failed(answer, 'subscription_refused'), isNew }
  if (elsewhere !== undefined && wabaId !== null) {
    const to = { wabaId, callbackUrl: callbackUrlOf(publicUrl, app.id), verifyToken: app.verifyToken }
    const moved = await ask(desk, asking.overrideCallback(place, to, token), shapes.Success)
    if (moved.type !== 'ok') return { ...failed(moved, 'callback_unreached'), isNew }
  }
  const after = await ask(desk, asking.listSubscribed(place, what, token), shapes.SubscribedApps)
  if (after.type !== 'ok') return { ...failed(after, 'subscription_refused'), isNew }
  return { ...(after.value.data.length > 0 ? fine() : bad('subscription_refused')), isNew }
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
