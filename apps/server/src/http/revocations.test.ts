import { createHmac } from 'node:crypto'
import { type Id, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { claimAccount } from '../domain/directory/claim-account.ts'
import { connectInbox } from '../domain/inbox/connect.ts'
import { putMetaApp } from '../domain/webhook/meta-app.ts'
import { testDatabase } from '../testing/database.ts'
import { anOrg } from '../testing/factories.ts'
import { startServer } from '../testing/server.ts'

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
const SECRET = 'secret-of-the-app'

async function anApp(): Promise<string> {
  const appId = `app-${newId()}`
  await putMetaApp(server.db.global, server.keys, { id: appId, secret: SECRET, verifyToken: 'v' })
  return appId
}

async function aPageOf(userId: string, appId: string): Promise<{ orgId: Id; inboxId: Id }> {
  const orgId = await anOrg(server.db)
  const account = newId()
  const inboxId = await server.db.withOrg(orgId, async (tx) => {
    const settings = { accessToken: 'token-of-the-page', appId }
    const inbox = { channel: 'messenger', name: 'Page', account, settings, backendId: null } as const
    const id = await connectInbox(tx, server.keys, inbox)
    await claimAccount(tx, { appId, account, channel: 'messenger', inboxId: id, userId })
    return id
  })
  return { orgId, inboxId }
}

function signed(userId: string, secret = SECRET): string {
  const about = { user_id: userId, algorithm: 'HMAC-SHA256', issued_at: 1_795_300_000 }
  const payload = Buffer.from(JSON.stringify(about)).toString('base64url')
  return `${createHmac('sha256', secret).update(payload).digest('base64url')}.${payload}`
}

async function post(path: string, text: string) {
  const answer = await fetch(`${server.url}/webhooks/meta/${path}`, {
    ...{ method: 'POST', body: new URLSearchParams({ signed_request: text }) },
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, string> }
}

async function stateOf(inboxId: Id) {
  const sql = `
    select disconnected_at is not null as "isDisconnected", forget_at <= now() + interval '1 minute' as "isSoon",
           forgotten_at is not null as "isForgotten", position('accessToken' in encode(settings, 'escape')) > 0 as token
    from inbox where id = $1`
  return (await admin.query(sql, [inboxId])).rows[0]
}

const requests = async () =>
  (await admin.query('select count(*)::int as count from deletion_request')).rows[0].count

test('who takes the app away disconnects every inbox that they let it into, and no other', async () => {
  const [appId, userId] = [await anApp(), newId()]
  const [mine, ours, other] = [
    await aPageOf(userId, appId),
    await aPageOf(userId, appId),
    await aPageOf(newId(), appId),
  ]

  expect((await post(`${appId}/deauthorize`, signed(userId))).status).toBe(200)

  for (const { inboxId } of [mine, ours]) {
    expect(await stateOf(inboxId)).toMatchObject({ isDisconnected: true, isSoon: false, token: false })
  }
  expect(await stateOf(other.inboxId)).toMatchObject({ isDisconnected: false, token: true })
})

test('a request for deletion is done, and its page says so in the language of the browser', async () => {
  const [appId, userId] = [await anApp(), newId()]
  const { inboxId } = await aPageOf(userId, appId)
  const { status, body } = await post(`${appId}/data-deletion`, signed(userId))
  const { url = '', confirmation_code: code = '' } = body
  const page = async (language: string) =>
    (await fetch(url, { headers: { 'accept-language': language } })).text()

  expect([status, url]).toEqual([200, `${server.url}/data-deletion/${code}`])
  expect(await stateOf(inboxId)).toMatchObject({ isDisconnected: true, isSoon: true, token: false })
  await expect.poll(() => page('en'), { timeout: 8_000 }).toContain('was deleted on')
  expect(await stateOf(inboxId)).toMatchObject({ isForgotten: true })
  expect(await page('es-UY,es;q=0.9')).toContain('se eliminó el')
  expect(await page('es')).not.toContain(userId)
})

test('asked again, it has the same code and changes nothing', async () => {
  const [appId, userId] = [await anApp(), newId()]
  await aPageOf(userId, appId)
  const ask = () => post(`${appId}/data-deletion`, signed(userId))
  const answers = [await ask(), ...(await Promise.all([ask(), ask(), ask()]))]

  expect(new Set(answers.map(({ body }) => body.confirmation_code)).size).toBe(1)
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
})

test('deletion that follows a deauthorization finds what that one left', async () => {
  const [appId, userId] = [await anApp(), newId()]
  const { inboxId } = await aPageOf(userId, appId)
  await post(`${appId}/deauthorize`, signed(userId))
  await post(`${appId}/data-deletion`, signed(userId))

  await expect.poll(() => stateOf(inboxId), { timeout: 8_000 }).toMatchObject({ isForgotten: true })
})

test('a person of whom nothing is here gets an answer too', async () => {
  const appId = await anApp()
  const { body } = await post(`${appId}/data-deletion`, signed(newId()))

  expect(await (await fetch(body.url ?? '')).text()).toContain('nothing left to delete')
})

test('what is forged is refused, and leaves no row', async () => {
  const [appId, userId] = [await anApp(), newId()]
  const { inboxId } = await aPageOf(userId, appId)
  const before = await requests()
  const forged = [
    signed(userId, 'another'),
    `${signed(userId)}x.y`,
    '',
    'a.b',
    signed(userId).replace('.', ''),
  ]
  for (const text of forged) {
    expect((await post(`${appId}/deauthorize`, text)).status, text).toBe(400)
    expect((await post(`${appId}/data-deletion`, text)).status, text).toBe(400)
  }
  expect((await post('nobody/data-deletion', signed(userId))).status).toBe(400)
  expect(await requests()).toBe(before)
  expect(await stateOf(inboxId)).toMatchObject({ isDisconnected: false, token: true })
})

test('the page of a code that nobody has says so', async () => {
  for (const code of ['A'.repeat(24), '<script>', '%00', 'x']) {
    const answer = await fetch(`${server.url}/data-deletion/${encodeURIComponent(code)}`)
    expect(answer.status, code).toBe(404)
    expect(await answer.text()).toContain('There is no request with this code')
  }
})
