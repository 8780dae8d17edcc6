import { setTimeout as sleep } from 'node:timers/promises'
import { api, type DashboardFrame, type Id, newId } from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { aConversation, anInbox, anOrg } from '../testing/factories.ts'
import { type Caller, startServer } from '../testing/server.ts'
import { type Listener, openSocket } from '../testing/socket.ts'
import { aBody, aText, type Connected, connectNumber } from '../testing/whatsapp.ts'

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
let number: Connected
let ada: Caller

beforeAll(async () => {
  number = await connectNumber(server)
  ada = await server.signIn(number.orgId)
})

function listen({ cookie }: { cookie: string }, search = ''): Promise<Listener<DashboardFrame>> {
  return openSocket(`${server.url}/v1/realtime${search}`, { cookie, origin: server.url })
}

const isHello = (frame: DashboardFrame) => frame.type === 'hello'
const isOf = (id: Id) => (frame: DashboardFrame) => frame.type === 'conversation' && frame.id === id

describe('a dashboard', () => {
  test('hears of a message soon after its webhook, and finds it', async () => {
    const dashboard = await listen(ada)
    await dashboard.hear(isHello)

    const begun = performance.now()
    await number.post(aBody(number.account, { messages: [aText('Hello?', { from: '59891000001' })] }))
    const hint = await dashboard.hear(({ type }) => type === 'conversation')
    const hintMs = performance.now() - begun

    expect(hintMs).toBeLessThan(5_000)
    const { items } = await ada.call(api.getTimeline, { params: { conversationId: (hint as { id: Id }).id } })
    expect(items).toMatchObject([{ type: 'message', content: { text: 'Hello?' }, version: 2 }])
    expect(hint).toMatchObject({ version: 2 })
  })

  test('hears of what a colleague does', async () => {
    const { conversationId } = await aConversation(server.db, await anInbox(server.db, number.orgId))
    const dashboard = await listen(await server.signIn(number.orgId))
    await dashboard.hear(isHello)

    const { version } = await ada.call(api.takeOver, { params: { conversationId } })

    expect(await dashboard.hear(isOf(conversationId))).toMatchObject({ version })
  })

  test('hears nothing of another org', async () => {
    const stranger = await server.signIn(await anOrg(server.db))
    const dashboard = await listen(stranger)
    await dashboard.hear(isHello)
    const witness = await listen(ada)
    await witness.hear(isHello)

    await number.post(aBody(number.account, { messages: [aText('Secret', { from: '59891000002' })] }))
    await witness.hear(({ type }) => type === 'conversation')
    await sleep(100)

    expect(dashboard.frames.map(({ type }) => type)).toEqual(['hello'])
  })
})

describe('a socket is refused', () => {
  const upgrade = (path: string, headers: Record<string, string>) =>
    openSocket(`${server.url}${path}`, headers)

  test.each([
    ['of another site', { origin: 'https://evil.example' }],
    ['of another port', { origin: 'http://127.0.0.1:1' }],
    ['that hides where it comes from', { origin: 'null' }],
    ['of no page', {}],
  ])('to a page %s', async (_, headers) => {
    await expect(upgrade('/v1/realtime', { cookie: ada.cookie, ...(headers as object) })).rejects.toThrow(
      '403',
    )
  })

  test('at an address that has none', async () => {
    await expect(upgrade('/v1/other', { origin: server.url })).rejects.toThrow('404')
  })

  test.each([
    ['without a session', '', ''],
    ['with a session that was made up', 'hilo.session_token=abc.def', ''],
  ])('%s', async (_, cookie, search) => {
    const socket = await listen({ cookie }, search)

    expect(await socket.closed).toBe(4401)
    expect(socket.frames).toEqual([])
  })

  test('to whoever is no member of the org that is named', async () => {
    for (const org of [newId(), await anOrg(server.db), 'x']) {
      const socket = await listen(ada, `?org=${org}`)
      expect(await socket.closed).toBe(4401)
      expect(socket.frames).toEqual([])
    }
  })
})

describe('a socket is closed', () => {
  test('when its person signs out, and when the membership ends', { timeout: 30_000 }, async () => {
    const [leaver, removed] = [await server.signIn(number.orgId), await server.signIn(number.orgId)]
    const sockets = [await listen(leaver), await listen(removed), await listen(ada)]
    for (const socket of sockets) await socket.hear(isHello)

    await leaver.send('POST', '/api/auth/sign-out', { body: {} })
    await admin.query('delete from login_org where member_id = $1', [removed.memberId])

    expect(await Promise.all(sockets.slice(0, 2).map(({ closed }) => closed))).toEqual([4401, 4401])
    const [stays] = sockets.slice(2)
    expect(await Promise.race([stays?.closed, sleep(50, 'open')])).toBe('open')
  })

  test('when it sends more than a frame may hold', async () => {
    const socket = await listen(ada)
    await socket.hear(isHello)

    socket.send('x'.repeat(70_000))

    expect(await socket.closed).toBe(1009)
  })
})
