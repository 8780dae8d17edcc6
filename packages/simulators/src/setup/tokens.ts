import { randomBytes } from 'node:crypto'
import { json } from '../http/answer.ts'
import type { Answer, Incoming } from '../http/route.ts'
import { GraphError, graphErrorAnswer } from '../whatsapp/graph-error.ts'
import { appOf, expiryOf, idOf, type MetaApp, type Owned, openedBy, ownedBy, type Setup } from './setup.ts'

/** Codes are good for a moment only, as Meta's are. */
const CODE_LIFE_MS = 60_000
const DAY_MS = 86_400_000
/** What a code of Instagram Login is exchanged for first. */
const SHORT_LIFE_MS = 3_600_000

const USUAL_SCOPES = {
  whatsapp: ['whatsapp_business_management', 'whatsapp_business_messaging'],
  messenger: [
    ...['pages_messaging', 'pages_manage_metadata', 'pages_show_list'],
    ...['pages_read_engagement', 'pages_read_user_content', 'pages_manage_engagement'],
  ],
  instagram: [
    ...['instagram_basic', 'instagram_manage_messages', 'pages_manage_metadata'],
    ...['instagram_manage_comments', 'pages_read_engagement'],
  ],
  instagramLogin: [
    ...['instagram_business_basic', 'instagram_business_manage_messages'],
    'instagram_business_manage_comments',
  ],
}

/** The app whose `id|secret` a call carries; null when it carries another kind of token. @throws GraphError */
export function appIn(setup: Setup, request: Incoming): MetaApp | null {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const token = request.url.searchParams.get('access_token') ?? bearer ?? ''
  const [id, secret] = token.split('|')
  if (id === undefined || secret === undefined) return null
  return checkApp(setup, id, secret)
}

/** @throws GraphError 190 when there is no such app, or its secret is another. */
function checkApp(setup: Setup, id: string, secret: string): MetaApp {
  const app = appOf(setup, id)
  if (app?.secret === secret) return app
  throw new GraphError(190, 'Invalid OAuth access token signature.')
}

/**
 * `GET /debug_token`, as an app asks it. Null without a token of an app: that is for the platforms' own.
 * https://developers.facebook.com/docs/graph-api/reference/debug_token
 */
export function debugToken(setup: Setup, request: Incoming): Answer | null {
  return answered(() => {
    if (!appIn(setup, request)) return null
    const token = request.url.searchParams.get('input_token') ?? ''
    const [owned, ...others] = openedBy(setup, token)
    if (!owned) {
      const error = { code: 190, message: 'Invalid OAuth access token.', subcode: 467 }
      return json(200, { data: { is_valid: false, error, scopes: [] } })
    }
    return json(200, { data: describeToken(setup, token, [owned, ...others]) })
  })
}

function describeToken(setup: Setup, token: string, [owned, ...others]: [Owned, ...Owned[]]) {
  const facts = setup.tokens.get(token)
  const scopes = facts?.scopes ?? USUAL_SCOPES[owned.channel]
  const endsAt = expiryOf(owned)
  const isOver = endsAt !== null && endsAt <= setup.clock.now()
  const appId = owned.account.appId
  return {
    app_id: appId,
    type: owned.channel === 'whatsapp' ? 'SYSTEM_USER' : 'PAGE',
    application: appOf(setup, appId)?.name ?? appId,
    is_valid: !isOver,
    ...(isOver && {
      error: { code: 190, subcode: 463, message: 'Error validating access token: Session has expired' },
    }),
    expires_at: endsAt === null ? 0 : Math.floor(endsAt / 1_000),
    issued_at: Math.floor((facts?.issuedAt ?? 0) / 1_000),
    scopes,
    granular_scopes: scopes.map((scope) => ({ scope, target_ids: [owned, ...others].map(targetOf) })),
    user_id: facts?.userId ?? '10150000000000001',
    ...(owned.channel === 'whatsapp' ? {} : { profile_id: owned.account.pageId ?? owned.account.id }),
  }
}

function targetOf(owned: Owned): string {
  return owned.channel === 'whatsapp' ? owned.account.wabaId : owned.account.id
}

/**
 * `GET /oauth/access_token`: the code of Embedded Signup for a token. A code is good once.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/embedded-signup/implementation
 */
export function exchangeCode(setup: Setup, request: Incoming): Answer | null {
  return answered(() => {
    const given = (name: string) => request.url.searchParams.get(name) ?? ''
    const app = checkApp(setup, given('client_id'), given('client_secret'))
    const owned = takeCode(setup, { code: given('code'), appId: app.id })
    return json(200, { access_token: owned.account.accessToken, token_type: 'bearer' })
  })
}

/**
 * `POST /oauth/access_token` of `api.instagram.com`: the code of Instagram Login for a token of an hour.
 * https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login
 */
export function exchangeInstagramCode(setup: Setup, request: Incoming): Answer | null {
  const form = new URLSearchParams(request.body.toString('utf8'))
  const given = (name: string) => form.get(name) ?? ''
  try {
    const app = checkApp(setup, given('client_id'), given('client_secret'))
    const owned = takeCode(setup, { code: given('code'), appId: app.id })
    const { accessToken } = owned.account
    if (owned.channel === 'instagram') {
      owned.account.tokenExpiresAt = setup.clock.now() + SHORT_LIFE_MS
      owned.account.tokenIssuedAt = setup.clock.now() - DAY_MS
    }
    const permissions = setup.tokens.get(accessToken)?.scopes ?? USUAL_SCOPES.instagramLogin
    return json(200, { access_token: accessToken, user_id: Number(idOf(owned)), permissions })
  } catch (error) {
    // This host has an error of its own form.
    if (!(error instanceof GraphError)) throw error
    const { message } = error
    return json(400, { error_type: 'OAuthException', code: 400, error_message: message })
  }
}

/** @throws GraphError 100 when the code is unknown, another app's, too old or was used. */
function takeCode(setup: Setup, { code: text, appId }: { code: string; appId: string }): Owned {
  const code = setup.codes.get(text)
  if (code?.appId !== appId) throw new GraphError(100, 'Invalid verification code format.')
  if (code.isUsed) throw new GraphError(100, 'This authorization code has been used.', 36009)
  if (code.expiresAt <= setup.clock.now()) {
    throw new GraphError(100, 'This authorization code has expired.', 36007)
  }
  code.isUsed = true
  return ownedBy(setup, code.account)
}

/** Makes the code that the platform's own pages give a person who let the app in. */
export function grantCode(setup: Setup, account: string): string {
  const text = `AQ${randomBytes(32).toString('base64url')}`
  const { appId } = ownedBy(setup, account).account
  setup.codes.set(text, { account, appId, expiresAt: setup.clock.now() + CODE_LIFE_MS, isUsed: false })
  return text
}

/** Turns refusals into Graph's answers. */
export function answered(work: () => Answer | null): Answer | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof GraphError) return graphErrorAnswer(error)
    throw error
  }
}
