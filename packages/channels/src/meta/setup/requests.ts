/**
 * What Graph is asked while an account is connected: whether app, token and account belong together, and that
 * the account's webhooks come here. Tokens travel in a header wherever Graph takes them there.
 */
import type { ChannelRequest } from '../../outbound.ts'

export type SetupPlace = {
  graphUrl: string
  /** `https://graph.instagram.com` */
  instagramGraphUrl: string
  /** `https://api.instagram.com` */
  instagramLoginUrl: string
  version: string
}

export type AppCredentials = { id: string; secret: string }

/** What the webhooks of an app are about. */
export type SetupObject = 'whatsapp_business_account' | 'page' | 'instagram'

/** The events that the adapters read, by object. */
export const SUBSCRIBED_FIELDS: Record<SetupObject, readonly string[]> = {
  whatsapp_business_account: [
    ...['messages', 'standby', 'messaging_handovers', 'user_preferences', 'security'],
    ...['message_template_status_update', 'message_template_quality_update'],
    ...['message_template_components_update', 'template_category_update'],
    ...['phone_number_quality_update', 'phone_number_name_update', 'business_capability_update'],
    ...['account_update', 'account_alerts', 'account_review_update'],
    ...['smb_message_echoes', 'smb_app_state_sync', 'history'],
  ],
  page: [
    ...['messages', 'messaging_postbacks', 'message_reads', 'message_deliveries', 'message_echoes'],
    ...['message_reactions', 'message_edits', 'messaging_optins', 'messaging_referrals'],
    ...['messaging_handovers', 'standby', 'feed'],
  ],
  instagram: [
    ...['messages', 'messaging_postbacks', 'messaging_seen', 'message_reactions', 'messaging_referral'],
    ...['messaging_optins', 'messaging_handover', 'standby', 'message_edit'],
    ...['comments', 'live_comments', 'mentions'],
  ],
}

type Call = { method?: ChannelRequest['method']; query?: Record<string, string>; body?: unknown }

function call(url: string, token: string | null, { method = 'GET', query, body }: Call = {}): ChannelRequest {
  const search = query ? `?${new URLSearchParams(query)}` : ''
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  return { method, url: `${url}${search}`, headers, body }
}

function graph({ graphUrl, version }: SetupPlace, path: string): string {
  return `${graphUrl}/${version}/${path}`
}

/** By which an app speaks for itself. */
function tokenOf({ id, secret }: AppCredentials): string {
  return `${id}|${secret}`
}

/** Whether id and secret of an app belong together. */
export function describeApp(place: SetupPlace, app: AppCredentials): ChannelRequest {
  return call(graph(place, encodeURIComponent(app.id)), tokenOf(app), { query: { fields: 'id,name' } })
}

/** https://developers.facebook.com/docs/graph-api/reference/debug_token */
export function inspectToken(place: SetupPlace, app: AppCredentials, token: string): ChannelRequest {
  return call(graph(place, 'debug_token'), tokenOf(app), { query: { input_token: token } })
}

/** The code of Embedded Signup for a token. A code is good once, for a moment. */
export function exchangeCode(place: SetupPlace, app: AppCredentials, code: string): ChannelRequest {
  const query = { client_id: app.id, client_secret: app.secret, code }
  return call(graph(place, 'oauth/access_token'), null, { query })
}

/** The code of Instagram Login for a token of an hour. It is a form, not JSON. */
export function exchangeInstagramCode(
  { instagramLoginUrl }: SetupPlace,
  app: AppCredentials,
  { code, redirectUri }: { code: string; redirectUri: string },
): ChannelRequest {
  const form = { client_id: app.id, client_secret: app.secret, grant_type: 'authorization_code' }
  return {
    method: 'POST',
    url: `${instagramLoginUrl}/oauth/access_token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    // Instagram appends `#_` to the address; whoever copies it has it in the code.
    body: new URLSearchParams({
      ...form,
      redirect_uri: redirectUri,
      code: code.replace(/#_$/, ''),
    }).toString(),
  }
}

/** A token of an hour for one of sixty days. */
export function lengthenToken(place: SetupPlace, app: AppCredentials, token: string): ChannelRequest {
  const query = { grant_type: 'ig_exchange_token', client_secret: app.secret, access_token: token }
  return call(`${place.instagramGraphUrl}/access_token`, null, { query })
}

/**
 * Sixty more days, once a token is a day old.
 * https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token
 */
export function refreshToken({ instagramGraphUrl }: SetupPlace, token: string): ChannelRequest {
  const query = { grant_type: 'ig_refresh_token', access_token: token }
  return call(`${instagramGraphUrl}/refresh_access_token`, null, { query })
}

const NUMBER_FIELDS = [
  ...['id', 'display_phone_number', 'verified_name', 'quality_rating', 'status', 'name_status'],
  ...['code_verification_status', 'platform_type'],
].join(',')

/** The numbers of a business account that a token opens. */
export function listNumbers(place: SetupPlace, wabaId: string, token: string): ChannelRequest {
  const path = `${encodeURIComponent(wabaId)}/phone_numbers`
  return call(graph(place, path), token, { query: { fields: NUMBER_FIELDS, limit: '100' } })
}

/** Lets the API use a number; the PIN is that of its two-step verification, new or known. */
export function registerNumber(
  place: SetupPlace,
  { phoneNumberId, pin }: { phoneNumberId: string; pin: string },
  token: string,
): ChannelRequest {
  const body = { messaging_product: 'whatsapp', pin }
  return call(graph(place, `${encodeURIComponent(phoneNumberId)}/register`), token, { method: 'POST', body })
}

/** Whose a page's token is. */
export function describePage(place: SetupPlace, token: string): ChannelRequest {
  return call(graph(place, 'me'), token, { query: { fields: 'id,name' } })
}

/** The Instagram account that is linked to a page. */
export function describeLinked(place: SetupPlace, pageId: string, token: string): ChannelRequest {
  const query = { fields: 'id,name,instagram_business_account' }
  return call(graph(place, encodeURIComponent(pageId)), token, { query })
}

/** Whose a token of Instagram Login is. `user_id` is what webhooks name, `id` is another. */
export function describeInstagram({ instagramGraphUrl, version }: SetupPlace, token: string): ChannelRequest {
  return call(`${instagramGraphUrl}/${version}/me`, token, { query: { fields: 'id,user_id,username' } })
}

/** A business account, a page, or an account of Instagram Login. One that is linked to a page goes by the page. */
export type Subscribed = { object: SetupObject; id: string; isLogin: boolean }

function subscribedApps(place: SetupPlace, { id, isLogin }: Subscribed): string {
  const path = `${encodeURIComponent(id)}/subscribed_apps`
  return isLogin ? `${place.instagramGraphUrl}/${place.version}/${path}` : graph(place, path)
}

/** Lets the app have the webhooks of an account. */
export function subscribe(place: SetupPlace, what: Subscribed, token: string): ChannelRequest {
  const isWhole = what.object === 'whatsapp_business_account'
  const query = isWhole ? {} : { query: { subscribed_fields: SUBSCRIBED_FIELDS[what.object].join(',') } }
  return call(subscribedApps(place, what), token, { method: 'POST', ...query })
}

/** Brings the webhooks of one business account here, though the app's own go elsewhere. */
export function overrideCallback(
  place: SetupPlace,
  { wabaId, callbackUrl, verifyToken }: { wabaId: string; callbackUrl: string; verifyToken: string },
  token: string,
): ChannelRequest {
  const body = { override_callback_uri: callbackUrl, verify_token: verifyToken }
  return call(graph(place, `${encodeURIComponent(wabaId)}/subscribed_apps`), token, { method: 'POST', body })
}

export function unsubscribe(place: SetupPlace, what: Subscribed, token: string): ChannelRequest {
  return call(subscribedApps(place, what), token, { method: 'DELETE' })
}

export function listSubscribed(place: SetupPlace, what: Subscribed, token: string): ChannelRequest {
  return call(subscribedApps(place, what), token)
}

/** Where the webhooks of an app go. */
export function listCallbacks(place: SetupPlace, app: AppCredentials): ChannelRequest {
  return call(graph(place, `${encodeURIComponent(app.id)}/subscriptions`), tokenOf(app))
}

/** Lets the webhooks of an app come here: Graph asks the callback for its challenge before it agrees. */
export function setCallback(
  place: SetupPlace,
  app: AppCredentials,
  to: { object: SetupObject; callbackUrl: string; verifyToken: string; fields: readonly string[] },
): ChannelRequest {
  const body = {
    object: to.object,
    callback_url: to.callbackUrl,
    verify_token: to.verifyToken,
    fields: to.fields.join(','),
    include_values: true,
  }
  const path = `${encodeURIComponent(app.id)}/subscriptions`
  return call(graph(place, path), tokenOf(app), { method: 'POST', body })
}
