import { randomBytes } from 'node:crypto'
import { json } from '../http/answer.ts'
import type { Answer, Incoming } from '../http/route.ts'
import { GraphError } from '../whatsapp/graph-error.ts'
import { tokenOf, type Worlds } from './graph-call.ts'
import { invalid, refusal, refusalAnswer } from './refusal.ts'
import type { Messaging } from './world.ts'

const DAY_MS = 86_400_000
const LIFE_MS = 60 * DAY_MS

/**
 * `GET /refresh_access_token` of Instagram Login: another token for 60 days, once the old one is a day old.
 * The old one keeps working, as it does there; `/access_token` exchanges a short one the same way. Null for
 * any other call.
 * https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token
 */
export function refreshToken(world: Messaging, request: Incoming): Answer | null {
  const { call } = request.params
  if (call !== 'refresh_access_token' && call !== 'access_token') return null
  try {
    const grant = call === 'access_token' ? 'ig_exchange_token' : 'ig_refresh_token'
    if (request.url.searchParams.get('grant_type') !== grant) throw invalid(`grant_type must be ${grant}.`)
    const token = tokenOf(request, {})
    const account = [...world.accounts.values()].find(({ accessToken }) => accessToken === token)
    const now = world.clock.now()
    if (!account) throw new GraphError(190, 'Invalid OAuth access token - Cannot parse access token')
    const isOver = account.tokenExpiresAt !== null && account.tokenExpiresAt <= now
    if (isOver) throw refusal('instagram', '190_463')
    if (call === 'refresh_access_token' && now - account.tokenIssuedAt < DAY_MS) {
      throw invalid('The access token must be at least 24 hours old to be refreshed.')
    }
    account.accessToken = `IGAA${randomBytes(40).toString('base64url')}`
    account.tokenIssuedAt = now
    account.tokenExpiresAt = now + LIFE_MS
    world.state.changed()
    return json(200, {
      access_token: account.accessToken,
      token_type: 'bearer',
      expires_in: Math.floor(LIFE_MS / 1000),
    })
  } catch (error) {
    if (error instanceof GraphError) return refusalAnswer(error, world.traits, 'IGApiException')
    throw error
  }
}

/** `GET /debug_token`: what a token is good for. Null for one that is not known here. */
export function debugToken(worlds: Worlds, request: Incoming): Answer | null {
  const token = request.url.searchParams.get('input_token')
  for (const world of [worlds.messenger, worlds.instagram]) {
    const account = [...world.accounts.values()].find(({ accessToken }) => accessToken === token)
    if (!account) continue
    const endsAt = account.tokenExpiresAt
    const scopes =
      world.traits.channel === 'messenger'
        ? ['pages_messaging', 'pages_manage_metadata', 'pages_show_list']
        : ['instagram_basic', 'instagram_manage_messages', 'pages_manage_metadata']
    return json(200, {
      data: {
        app_id: account.appId,
        type: 'PAGE',
        is_valid: endsAt === null || endsAt > world.clock.now(),
        expires_at: endsAt === null ? 0 : Math.floor(endsAt / 1000),
        scopes,
        profile_id: account.pageId ?? account.id,
      },
    })
  }
  return null
}
