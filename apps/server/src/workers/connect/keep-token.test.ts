import { api, type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { claimAccount } from '../../domain/directory/claim-account.ts'
import { connectInbox } from '../../domain/inbox/connect.ts'
import { refuseToken } from '../../domain/inbox/token.ts'
import { putMetaApp } from '../../domain/webhook/meta-app.ts'
import { anOrg } from '../../testing/factories.ts'
import { startWithSimulators } from '../../testing/simulators.ts'
import { connectNumber } from '../../testing/whatsapp.ts'

const { simulators, server, admin } = await startWithSimulators()
const DAY_MS = 86_400_000

/** A number with two contacts who wrote, and an agent who answers them. */
async function aDesk() {
  const wabaId = String(Math.floor(1e14 + Math.random() * 1e14))
  const number = await connectNumber(server, { simulators, wabaId })
  const { orgId, inboxId, account: phoneNumberId } = number
  await simulators.setup.issueToken({ account: phoneNumberId, accessToken: `token-${newId()}` })
  const agent = await server.signIn(orgId, { role: 'owner' })
  const setToken = async () => {
    const token = await simulators.setup.issueToken({ account: phoneNumberId })
    return agent.call(api.replaceToken, { params: { inboxId }, body: { token } })
  }
  await setToken()
  const people: { personId: string; conversationId: Id }[] = []
  for (const name of ['Lucía', 'Sam']) {
    const phone = String(59_890_000_000 + Math.floor(Math.random() * 9e6))
    const { id: personId } = await simulators.whatsapp.addPerson({ name: `${name} ${newId()}`, phone })
    await simulators.whatsapp.say({ personId, phoneNumberId, text: 'Hola' })
    const newest = async () => {
      const { conversations } = await agent.call(api.listConversations, { query: { status: 'all' } })
      return conversations.find(({ id }) => people.every(({ conversationId }) => conversationId !== id))?.id
    }
    await expect.poll(newest, { timeout: 8_000 }).toBeDefined()
    people.push({ personId, conversationId: (await newest()) as Id })
  }
  const write = (conversationId: Id, text: string) =>
    agent.call(api.sendMessage, { params: { conversationId }, body: { clientId: newId(), text } })
  const heard = async (personId: string) => {
    const messages = await simulators.whatsapp.messages({ personId, phoneNumberId })
    return messages.flatMap(({ direction, body }) =>
      direction === 'out' ? [(body as { body: string }).body] : [],
    )
  }
  const detail = () => agent.call(api.getInbox, { params: { inboxId } })
  return { ...number, phoneNumberId, agent, people, write, heard, detail, setToken }
}

describe('a token that is refused', () => {
  test('holds what is to be sent, and all of it goes in order once there is another', async () => {
    const desk = await aDesk()
    const [lucia, sam] = desk.people as [(typeof desk.people)[0], (typeof desk.people)[0]]
    await simulators.setup.expireToken({ account: desk.phoneNumberId })
    for (const text of ['one', 'two', 'three']) await desk.write(lucia.conversationId, text)
    await desk.write(sam.conversationId, 'four')

    await expect.poll(desk.detail, { timeout: 8_000 }).toMatchObject({ state: 'reconnect', waiting: 4 })
    expect((await desk.detail()).token?.refusal).toContain('WhatsApp')
    expect(await desk.heard(lucia.personId)).toEqual([])
    const wrong = await desk.agent.call(api.replaceToken, {
      params: { inboxId: desk.inboxId },
      body: { token: 'nonsense-token' },
    })
    expect(wrong.failure).toMatchObject({ step: 'token', problem: 'token_refused' })
    expect(await desk.setToken()).toEqual({ failure: null })

    await expect.poll(() => desk.heard(lucia.personId), { timeout: 8_000 }).toEqual(['one', 'two', 'three'])
    await expect.poll(() => desk.heard(sam.personId), { timeout: 8_000 }).toEqual(['four'])
    // The phone has a message before the delivery is settled, and the log is written in company.
    await expect.poll(desk.detail).toMatchObject({ state: 'connected', waiting: 0 })
    const refusals = async () =>
      (await desk.agent.call(api.listLog, {})).entries.filter(({ kind }) => kind === 'inbox.token_refused')
    await expect.poll(refusals).toHaveLength(1)
  })

  test('is not held against the one that took its place meanwhile', async () => {
    const desk = await aDesk()
    const version = await admin.query('select token_version from inbox where id = $1', [desk.inboxId])
    await desk.setToken()
    const old = { orgId: desk.orgId, inboxId: desk.inboxId, tokenVersion: version.rows[0].token_version }

    expect(await refuseToken(server.db, old, { code: '190', reason: 'Old.' })).toBe(false)
    expect(await desk.detail()).toMatchObject({ state: 'connected' })
  })
})

describe('the subscription of an account', () => {
  const graph = (path: string, method: string, token: string) =>
    fetch(`${simulators.graphUrl}/v26.0/${path}`, { method, headers: { authorization: `Bearer ${token}` } })

  async function aNumber() {
    const wabaId = String(Math.floor(1e14 + Math.random() * 1e14))
    const number = await connectNumber(server, { simulators, wabaId })
    const { orgId, account } = number
    await simulators.setup.addApp({ id: number.appId, secret: number.secret })
    await simulators.setup.issueToken({ account, accessToken: 'token-of-the-test' })
    const look = async () => {
      const sql = "update job set due_at = now() where kind = 'keep_token' and org_id = $1"
      expect((await admin.query(sql, [orgId])).rowCount).toBe(1)
    }
    const agent = await server.signIn(orgId, { role: 'owner' })
    const kinds = async () =>
      (await agent.call(api.listLog, {})).entries
        .map(({ kind }) => kind)
        .filter((kind) => kind !== 'alarm.ended')
    return { ...number, wabaId, look, kinds, agent }
  }

  test('that the platform ended is made again, and the org is told what that means', async () => {
    const { wabaId, look, kinds, account: phoneNumberId, agent } = await aNumber()
    await graph(`${wabaId}/subscribed_apps`, 'DELETE', 'token-of-the-test')
    await look()

    await expect.poll(kinds, { timeout: 8_000 }).toContain('inbox.subscribed_again')
    const { id: personId } = await simulators.whatsapp.addPerson({ name: 'Ana', phone: '59899123456' })
    await simulators.whatsapp.say({ personId, phoneNumberId, text: 'Hola' })
    const heard = async () =>
      (await agent.call(api.listConversations, { query: { status: 'all' } })).conversations.length
    await expect.poll(heard, { timeout: 8_000 }).toBe(1)
  })

  test('that stands is left alone, and nobody is told', async () => {
    const { orgId, look, kinds } = await aNumber()
    await look()
    const looked = async () =>
      (
        await admin.query(
          "select 1 from job where org_id = $1 and kind = 'keep_token' and due_at > now() + interval '1 hour'",
          [orgId],
        )
      ).rowCount

    await expect.poll(looked, { timeout: 8_000 }).toBe(1)
    expect(await kinds()).toEqual([])
  })
})

test('a paused inbox sends nothing and starts nobody, until it goes on', async () => {
  const desk = await aDesk()
  const [lucia] = desk.people as [(typeof desk.people)[0]]
  const params = { inboxId: desk.inboxId }
  await desk.agent.call(api.pauseInbox, { params, body: { isPaused: true } })
  await desk.write(lucia.conversationId, 'later')
  await expect.poll(desk.detail, { timeout: 8_000 }).toMatchObject({ state: 'paused', waiting: 1 })
  // Some looks for what is due.
  await new Promise((resolve) => setTimeout(resolve, 800))
  expect(await desk.heard(lucia.personId)).toEqual([])

  await desk.agent.call(api.pauseInbox, { params, body: { isPaused: false } })

  await expect.poll(() => desk.heard(lucia.personId), { timeout: 8_000 }).toEqual(['later'])
})

test('what waits in an inbox that is disconnected fails visibly, and its webhooks reach nobody', async () => {
  const desk = await aDesk()
  const [lucia] = desk.people as [(typeof desk.people)[0]]
  const params = { inboxId: desk.inboxId }
  await desk.agent.call(api.pauseInbox, { params, body: { isPaused: true } })
  await desk.write(lucia.conversationId, 'never')
  await desk.agent.call(api.disconnectInbox, { params })
  const status = async () => {
    const sql = 'select status from delivery where org_id = $1 and inbox_id = $2'
    return (await admin.query(sql, [desk.orgId, desk.inboxId])).rows
  }

  await expect.poll(status, { timeout: 8_000 }).toEqual([{ status: 'failed' }])
  expect(await desk.heard(lucia.personId)).toEqual([])
})

describe('a token of Instagram Login', () => {
  async function anAccount(expiresInDays: number) {
    const orgId = await anOrg(server.db)
    const appId = `app-${newId()}`
    const account = `1784${Math.floor(1e12 + Math.random() * 1e12)}`
    const accessToken = `token-${newId()}`
    await putMetaApp(server.db.global, server.keys, { id: appId, secret: 'secret', verifyToken: 'v' })
    const about = { id: account, name: 'Casa', username: 'casa', pageId: null, accessToken, appId }
    await simulators.setup.addAccount({ channel: 'instagram', ...about })
    await simulators.setup.issueToken({ account, accessToken })
    const inboxId = await server.db.withOrg(orgId, async (tx) => {
      const id = await connectInbox(tx, server.keys, {
        ...{ channel: 'instagram', name: 'Instagram', account, backendId: null },
        settings: { accessToken, appId },
        tokenExpiresAt: new Date(Date.now() + expiresInDays * DAY_MS),
      })
      await claimAccount(tx, { appId, account, channel: 'instagram', inboxId: id, userId: null })
      return id
    })
    const run = () =>
      admin.query("update job set due_at = now() where kind = 'keep_token' and org_id = $1", [orgId])
    const agent = await server.signIn(orgId, { role: 'owner' })
    const daysLeft = async () => {
      const { token } = await agent.call(api.getInbox, { params: { inboxId } })
      return Math.round((Date.parse(token?.expiresAt ?? '') - Date.now()) / DAY_MS)
    }
    return { run, daysLeft, account, agent, inboxId }
  }

  test('is refreshed a month before its end, and not before', async () => {
    const [late, early] = [await anAccount(20), await anAccount(40)]
    await simulators.clock.move({ ms: 2 * DAY_MS })
    await Promise.all([late.run(), early.run()])

    await expect.poll(late.daysLeft, { timeout: 8_000 }).toBe(60)
    expect(await early.daysLeft()).toBe(40)
  })

  test('that cannot be refreshed any more is shown as refused', async () => {
    const { run, account, agent, inboxId } = await anAccount(10)
    await simulators.setup.expireToken({ account })
    await run()
    const state = async () => (await agent.call(api.getInbox, { params: { inboxId } })).state

    await expect.poll(state, { timeout: 8_000 }).toBe('reconnect')
  })
})
