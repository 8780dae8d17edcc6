import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulators, startSimulators } from '../simulators.ts'
import { type Receiver, startReceiver, VERIFY_TOKEN } from '../testing/webhook-receiver.ts'

const APP = { id: '1717171717171717', secret: 'secret-of-the-app', name: 'Hilo of Casa Lumbre' }
const NUMBER = {
  ...{ phoneNumberId: '106540352242001', displayPhoneNumber: '+598 2400 0001', verifiedName: 'Casa Lumbre' },
  ...{ wabaId: '102290129340001', accessToken: 'token-of-the-number', appId: APP.id },
}
const PAGE = { channel: 'messenger', id: '101710540000009', name: 'Casa Lumbre', appId: APP.id } as const
const INSTAGRAM = {
  channel: 'instagram',
  id: '17841400000000009',
  name: 'Casa Lumbre',
  appId: APP.id,
} as const
const AS_APP = `${APP.id}|${APP.secret}`

let simulators: Simulators
let receiver: Receiver

beforeAll(async () => {
  simulators = await startSimulators()
  receiver = await startReceiver()
  await simulators.setup.addApp(APP)
  await simulators.setup.addNumber(NUMBER)
  await simulators.setup.addAccount({ ...PAGE, accessToken: 'token-of-the-page' })
  await simulators.setup.addAccount({ ...INSTAGRAM, username: 'casa', accessToken: 'token-of-instagram' })
})
afterAll(async () => {
  await simulators.close()
  await receiver.close()
})

type Body = Record<string, unknown> & { data?: Record<string, unknown>; error?: Record<string, unknown> }

async function graph(path: string, init: RequestInit & { token?: string } = {}) {
  const { token, ...rest } = init
  const headers = { ...(token && { authorization: `Bearer ${token}` }), 'content-type': 'application/json' }
  const answer = await fetch(`${simulators.graphUrl}/v26.0/${path}`, { headers, ...rest })
  return { status: answer.status, body: (await answer.json()) as Body }
}

const inspect = (token: string) => graph(`debug_token?input_token=${token}&access_token=${AS_APP}`)

describe('a token', () => {
  test('is told about to its app: whose it is, what it may, until when', async () => {
    const { body } = await inspect(NUMBER.accessToken)

    expect(body.data).toMatchObject({
      ...{ app_id: APP.id, is_valid: true, expires_at: 0, type: 'SYSTEM_USER' },
      scopes: ['whatsapp_business_management', 'whatsapp_business_messaging'],
    })
    expect((await inspect('token-of-the-page')).body.data).toMatchObject({ profile_id: PAGE.id })
    expect((await inspect('nonsense')).body.data).toMatchObject({ is_valid: false })
  })

  test('is told about to nobody with another secret', async () => {
    const { status, body } = await graph(`debug_token?input_token=x&access_token=${APP.id}|wrong`)

    expect([status, body.error?.code]).toEqual([401, 190])
  })

  test('that expired is refused everywhere, and another one is not', async () => {
    await simulators.setup.expireToken({ account: NUMBER.phoneNumberId })
    const expired = await graph(NUMBER.phoneNumberId, { token: NUMBER.accessToken })
    const told = await inspect(NUMBER.accessToken)
    const accessToken = await simulators.setup.issueToken({ account: NUMBER.phoneNumberId })
    const renewed = await graph(NUMBER.phoneNumberId, { token: accessToken })
    await simulators.setup.issueToken({ account: NUMBER.phoneNumberId, accessToken: NUMBER.accessToken })

    expect([expired.status, expired.body.error]).toEqual([
      401,
      expect.objectContaining({ code: 190, error_subcode: 463 }),
    ])
    expect(told.body.data).toMatchObject({ is_valid: false, error: { subcode: 463 } })
    expect(renewed).toMatchObject({ status: 200, body: { quality_rating: 'GREEN', status: 'CONNECTED' } })
  })
})

describe('a code', () => {
  const exchange = (code: string) =>
    graph(`oauth/access_token?client_id=${APP.id}&client_secret=${APP.secret}&code=${code}`)

  test('of Embedded Signup is good once, and for a moment only', async () => {
    const code = await simulators.setup.grantCode({ account: NUMBER.phoneNumberId })

    expect((await exchange(code)).body).toMatchObject({ access_token: NUMBER.accessToken })
    expect((await exchange(code)).body.error).toMatchObject({ code: 100, error_subcode: 36009 })
    const late = await simulators.setup.grantCode({ account: NUMBER.phoneNumberId })
    await simulators.clock.move({ ms: 61_000 })
    expect((await exchange(late)).body.error).toMatchObject({ code: 100, error_subcode: 36007 })
    expect((await exchange('made-up')).status).toBe(400)
  })

  test('of Instagram Login becomes a token of an hour, and that one of sixty days', async () => {
    const code = await simulators.setup.grantCode({ account: INSTAGRAM.id })
    const form = { client_id: APP.id, client_secret: APP.secret, grant_type: 'authorization_code', code }
    const answer = await fetch(`${simulators.instagramLoginUrl}/oauth/access_token`, {
      ...{ method: 'POST', body: new URLSearchParams(form) },
    })
    const short = (await answer.json()) as { access_token: string; permissions: string[] }
    const query = `grant_type=ig_exchange_token&client_secret=${APP.secret}&access_token=${short.access_token}`
    const long = await fetch(`${simulators.instagramUrl}/access_token?${query}`)

    expect(short.permissions).toContain('instagram_business_manage_messages')
    expect(await long.json()).toMatchObject({ expires_in: 60 * 86_400, token_type: 'bearer' })
  })
})

describe('the webhooks of an app', () => {
  const subscribe = (callbackUrl: string) =>
    graph(`${APP.id}/subscriptions?access_token=${AS_APP}`, {
      method: 'POST',
      body: JSON.stringify({
        ...{
          object: 'page',
          callback_url: callbackUrl,
          verify_token: VERIFY_TOKEN,
          fields: 'messages,standby',
        },
      }),
    })

  test('go nowhere before the callback has answered', async () => {
    const refused = await subscribe('http://127.0.0.1:9/nobody')

    expect([refused.status, refused.body.error?.code]).toEqual([400, 2200])
    expect((await graph(`${APP.id}/subscriptions?access_token=${AS_APP}`)).body.data).toEqual([])
  })

  test('go where the callback knows the verify token', async () => {
    expect(await subscribe(receiver.url)).toMatchObject({ status: 200, body: { success: true } })

    expect((await graph(`${APP.id}/subscriptions?access_token=${AS_APP}`)).body.data).toMatchObject([
      { object: 'page', callback_url: receiver.url, active: true },
    ])
  })

  test('of a business account are wanted and not wanted', async () => {
    const path = `${NUMBER.wabaId}/subscribed_apps`
    const { accessToken: token } = NUMBER
    const list = async () => (await graph(path, { token })).body.data

    expect(await list()).toEqual([])
    await graph(path, { method: 'POST', token })
    expect(await list()).toHaveLength(1)
    await graph(path, { method: 'DELETE', token })
    expect(await list()).toEqual([])
  })
})

test('an app is described to itself, and a number is registered with a PIN of six digits', async () => {
  const { accessToken: token } = NUMBER
  const register = (pin: string) =>
    graph(`${NUMBER.phoneNumberId}/register`, { method: 'POST', token, body: JSON.stringify({ pin }) })

  expect((await graph(`${APP.id}?access_token=${AS_APP}`)).body).toEqual({ id: APP.id, name: APP.name })
  expect((await register('12')).status).toBe(400)
  expect((await register('123456')).body).toEqual({ success: true })
  expect((await graph(NUMBER.wabaId, { token })).body).toMatchObject({ id: NUMBER.wabaId })
})
