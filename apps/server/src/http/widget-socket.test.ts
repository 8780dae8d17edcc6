import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { api, type Id, newId, type WidgetServerFrame } from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { anOrg } from '../testing/factories.ts'
import { type Caller, startServer } from '../testing/server.ts'
import { type Listener, openSocket } from '../testing/socket.ts'
import { aWidget } from '../testing/widget.ts'

type Frame<T extends WidgetServerFrame['type']> = Extract<WidgetServerFrame, { type: T }>

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
let orgId: Id
let key: string
let ada: Caller

beforeAll(async () => {
  orgId = await anOrg(server.db)
  key = await aWidget(server.db, orgId)
  ada = await server.signIn(orgId)
})

const open = () => openSocket<WidgetServerFrame>(`${server.url}/widget/v1/socket`, { origin: server.url })
const is =
  <T extends WidgetServerFrame['type']>(type: T) =>
  (frame: WidgetServerFrame): frame is Frame<T> =>
    frame.type === type
const says = (text: string) => ({ type: 'text' as const, text })

type Visitor = Listener<WidgetServerFrame> & { welcome: Frame<'welcome'> }

async function visit(hello: Record<string, unknown> = {}): Promise<Visitor> {
  const socket = await open()
  socket.send({ type: 'hello', key, version: 0, ...hello })
  return Object.assign(socket, { welcome: await socket.hear(is('welcome')) })
}

/** Comes back as a browser does: with the visitor's secret, and what it has seen. */
function comeBack({ welcome, frames }: Visitor, over: Record<string, unknown> = {}): Promise<Visitor> {
  const last = frames.findLast(is('messages'))
  return visit({
    visitor: welcome.visitor,
    version: last?.version ?? 0,
    ...(last ? { conversationId: last.conversationId } : {}),
    ...over,
  })
}

/** Sends a message, and hears that it is stored. */
function store(visitor: Visitor, text: string, clientId: Id): Promise<Frame<'stored'>> {
  visitor.send({ type: 'send', clientId, content: says(text) })
  return visitor.hear((frame): frame is Frame<'stored'> => is('stored')(frame) && frame.clientId === clientId)
}

/** And sees it. */
async function say(visitor: Visitor, text: string, clientId = newId()): Promise<Frame<'stored'>> {
  const stored = await store(visitor, text, clientId)
  await visitor.hear((frame) => is('messages')(frame) && frame.messages.some(({ id }) => id === stored.id))
  return stored
}

/** What the visitor sees after all frames: the last state of each message, in order. */
function shownTo({ frames }: Visitor): string[] {
  const messages = frames.filter(is('messages')).flatMap(({ messages }) => messages)
  const latest = new Map(messages.map((message) => [message.seq, message]))
  return [...latest.values()]
    .sort((a, b) => a.seq - b.seq)
    .map(({ content, direction }) => `${direction} ${'text' in content ? content.text : content.type}`)
}

function conversationOf({ frames }: Visitor): Id {
  return frames.findLast(is('messages'))?.conversationId ?? ''
}

const answer = (conversationId: Id, text: string) =>
  ada.call(api.sendMessage, { params: { conversationId }, body: { clientId: newId(), text } })

describe('a visitor', () => {
  test('gets a secret of 256 bits, and no conversation before the first message', async () => {
    const { welcome } = await visit()

    expect(welcome).toMatchObject({ conversationId: null, version: 0 })
    expect(Buffer.from(welcome.visitor, 'base64url')).toHaveLength(32)
    expect((await visit()).welcome.visitor).not.toBe(welcome.visitor)
  })

  test('writes, and is answered live', async () => {
    const visitor = await visit({ locale: 'es' })

    const stored = await say(visitor, '¡Hola **a todos**!')
    await answer(conversationOf(visitor), 'Buenas **tardes**')
    await visitor.hear(
      (frame) => is('messages')(frame) && frame.messages.some(({ author }) => author === 'agent'),
    )

    expect(stored.seq).toBe(1)
    expect(shownTo(visitor)).toEqual(['in ¡Hola **a todos**!', 'out Buenas tardes'])
  })

  test('who sends the same message again has said it once', async () => {
    const visitor = await visit()
    const clientId = newId()

    const first = await say(visitor, 'Only once', clientId)
    for (let time = 0; time < 3; time++) visitor.send({ type: 'send', clientId, content: says('Only once') })
    const back = await comeBack(visitor)
    const again = await store(back, 'Only once', clientId)

    expect(again.id).toBe(first.id)
    const { items } = await ada.call(api.getTimeline, { params: { conversationId: conversationOf(visitor) } })
    expect(items.filter(({ type }) => type === 'message')).toHaveLength(1)
  })

  test('who was away gets exactly what is missing', async () => {
    const visitor = await visit()
    await say(visitor, 'One')
    const conversationId = conversationOf(visitor)
    visitor.close()
    await answer(conversationId, 'Two')
    await answer(conversationId, 'Three')

    const back = await comeBack(visitor)
    await back.hear(is('messages'))
    const new_ = await comeBack(visitor, { version: 0, conversationId: undefined })
    await new_.hear(is('messages'))

    expect(shownTo(back)).toEqual(['out Two', 'out Three'])
    expect(shownTo(new_)).toEqual(['in One', 'out Two', 'out Three'])
  })

  test('who was away for long gets all of it, however much it is', async () => {
    const visitor = await visit()
    await say(visitor, 'One')
    const conversationId = conversationOf(visitor)
    visitor.close()
    await admin.query(
      `insert into message (org_id, id, conversation_id, inbox_id, seq, direction, author, content, version, sent_at)
       select org_id, gen_random_uuid(), conversation_id, inbox_id, n, 'out', 'agent', content, version + n, now()
       from message, generate_series(2, 1300) n where conversation_id = $1`,
      [conversationId],
    )
    await admin.query('update conversation set seq = 1300, version = version + 1300 where id = $1', [
      conversationId,
    ])

    const back = await comeBack(visitor)

    await expect.poll(() => shownTo(back).length, { timeout: 5_000 }).toBe(1_299)
  })

  test('sees neither notes nor events nor who waits', async () => {
    const visitor = await visit()
    await say(visitor, 'Hello')
    const params = { conversationId: conversationOf(visitor) }
    await ada.call(api.addNote, { params, body: { clientId: newId(), text: 'A difficult one' } })
    await ada.call(api.takeOver, { params })
    await answer(params.conversationId, 'Hi')
    await visitor.hear(
      (frame) => is('messages')(frame) && frame.messages.some(({ author }) => author === 'agent'),
    )

    const back = await comeBack(visitor, { version: 0 })
    await back.hear(is('messages'))

    expect(shownTo(back)).toEqual(['in Hello', 'out Hi'])
    expect(JSON.stringify(back.frames)).not.toMatch(/difficult|statusReason|runId|taken_over/)
  })

  test('tells what was read, and the members see it', async () => {
    const visitor = await visit()
    await say(visitor, 'Hello')
    const conversationId = conversationOf(visitor)
    const { version } = await answer(conversationId, 'Hi')

    visitor.send({ type: 'read', seq: 2 })

    const changes = () =>
      ada.call(api.getTimeline, { params: { conversationId }, query: { afterVersion: version } })
    await expect.poll(async () => (await changes()).items).toMatchObject([{ seq: 2, status: 'read' }])
  })
})

describe('nobody else', () => {
  test('sees the conversation without its secret', async () => {
    const victim = await visit()
    await say(victim, 'My secret')
    const conversationId = conversationOf(victim)

    const thief = await visit({ conversationId, version: 0 })
    const guesser = await visit({ visitor: `${victim.welcome.visitor.slice(0, -1)}_`, conversationId })
    await sleep(50)

    expect(thief.welcome.conversationId).toBeNull()
    expect(guesser.welcome.conversationId).toBeNull()
    expect([thief, guesser].flatMap(shownTo)).toEqual([])
  })

  test('sees it with the secret in the widget of another org', async () => {
    const victim = await visit()
    await say(victim, 'My secret')

    const elsewhere = await visit({
      visitor: victim.welcome.visitor,
      key: await aWidget(server.db, await anOrg(server.db)),
    })

    expect(elsewhere.welcome.conversationId).toBeNull()
  })

  test('takes the client id of a message from its visitor', async () => {
    const [one, two] = [await visit(), await visit()]
    const clientId = newId()

    const stored = [await say(one, 'Mine', clientId), await say(two, 'Mine too', clientId)]

    expect(stored[0]?.id).not.toBe(stored[1]?.id)
  })

  test('who was erased meanwhile begins anew on the same connection, from the first message', async () => {
    const visitor = await visit()
    for (const text of ['One', 'Two', 'Three']) await say(visitor, text)
    const before = conversationOf(visitor)
    const owner = await server.signIn(orgId, { role: 'owner' })
    const { contact } = await owner.call(api.getConversation, { params: { conversationId: before } })
    await owner.call(api.eraseContact, { params: { contactId: contact.id } })

    await say(visitor, 'Four')
    const last = visitor.frames.findLast(is('messages'))
    expect(last?.conversationId).not.toBe(before)
    expect(last?.messages).toMatchObject([{ seq: 1, content: says('Four') }])
  })

  test('hears what is said in another conversation', async () => {
    const [one, two] = [await visit(), await visit()]
    await say(one, 'One')
    await say(two, 'Two')
    await answer(conversationOf(one), 'To one only')
    await one.hear(
      (frame) => is('messages')(frame) && frame.messages.some(({ author }) => author === 'agent'),
    )

    expect(shownTo(two)).toEqual(['in Two'])
  })
})

describe('a frame is refused', () => {
  async function refusalOf(socket: Listener<WidgetServerFrame>, frame: unknown): Promise<string> {
    socket.send(frame)
    return (await socket.hear(is('refused'))).code
  }

  test.each([
    ['before hello', { type: 'send', clientId: 'client-id', content: says('x') }, 'not_authenticated'],
    ['with a key that nobody has', { type: 'hello', key: 'unknown', version: 0 }, 'not_found'],
    ['with a key that none can be', { type: 'hello', key: '\0', version: 0 }, 'not_found'],
    ['that is no JSON', '{', 'invalid_request'],
    ['of an unknown type', { type: 'admin' }, 'invalid_request'],
    ['with an unknown field', { type: 'typing', orgId: 'x' }, 'invalid_request'],
    [
      'with a version that no database counts',
      { type: 'hello', key: 'x', version: 2 ** 40 },
      'invalid_request',
    ],
  ])('%s', async (_, frame, code) => {
    expect(await refusalOf(await open(), frame)).toBe(code)
  })

  test.each([
    ['that is empty', says('   ')],
    ['that is too long', says('x'.repeat(4_001))],
    ['that only a platform sends', { type: 'system', event: 'x', text: 'x' }],
  ])('with content %s, and names the message', async (_, content) => {
    const visitor = await visit()
    visitor.send({ type: 'send', clientId: 'the-client-id', content })

    expect(await visitor.hear(is('refused'))).toMatchObject({
      code: 'invalid_request',
      clientId: 'the-client-id',
    })
  })

  test('when too many come within a second', async () => {
    const visitor = await visit()
    for (let count = 0; count < 40; count++) visitor.send({ type: 'typing' })

    expect((await visitor.hear(is('refused'))).code).toBe('too_many_requests')
    await sleep(1_100)
    expect((await say(visitor, 'Calm again')).seq).toBe(1)
  })

  test('and what was refused left no error in the log', () => {
    expect(server.log.filter(({ level }) => level >= 50)).toEqual([])
  })
})

test('a page of another site opens no socket', async () => {
  const url = `${server.url}/widget/v1/socket`

  await expect(openSocket(url, { origin: 'https://evil.example' })).rejects.toThrow('403')
  await expect(openSocket(url)).rejects.toThrow('403')
})

describe('a signed identity', () => {
  let site: { key: string; inboxId: Id; secret: string }
  let owner: Caller

  beforeAll(async () => {
    owner = await server.signIn(orgId, { role: 'owner' })
    site = await aSite('optional')
  })

  async function aSite(mode: 'optional' | 'required') {
    const siteKey = await aWidget(server.db, orgId)
    const { inboxes } = await owner.call(api.listInboxes)
    const params = { inboxId: inboxes.find(({ externalId }) => externalId === siteKey)?.id }
    const { secret } = await owner.call(api.addIdentityKey, { params, body: { type: 'secret' } })
    await owner.call(api.setSignedIdentity, { params, body: { mode } })
    return { key: siteKey, inboxId: params.inboxId ?? '', secret: secret ?? '' }
  }

  function tokenFor(sub: string, { claims = {}, at = site }: { claims?: object; at?: typeof site } = {}) {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const exp = Math.round(Date.now() / 1_000) + 600
    const text = `${part({ alg: 'HS256' })}.${part({ sub, aud: at.inboxId, exp, ...claims })}`
    return `${text}.${createHmac('sha256', at.secret).update(text).digest('base64url')}`
  }

  const come = (identity: string | undefined, over: Record<string, unknown> = {}) =>
    visit({ key: site.key, ...(identity && { identity }), ...over })

  async function refusalOf(hello: Record<string, unknown>): Promise<Frame<'refused'>> {
    const socket = await open()
    socket.send({ type: 'hello', version: 0, ...hello })
    return socket.hear(is('refused'))
  }

  test('opens the same conversation at every browser, and only that person’s', async () => {
    const ana = await come(tokenFor('ana', { claims: { name: 'Ana', email: 'ana@example.com' } }))
    await say(ana, 'It is me')
    const elsewhere = await come(tokenFor('ana'))
    const ben = await come(tokenFor('ben'), { visitor: ana.welcome.visitor })

    expect(elsewhere.welcome.conversationId).toBe(conversationOf(ana))
    expect(elsewhere.welcome.person).toBe(ana.welcome.person)
    expect(ben.welcome).toMatchObject({ conversationId: null })
    await say(ben, 'And this is me')
    expect(conversationOf(ben)).not.toBe(conversationOf(ana))
    const params = { conversationId: conversationOf(ana) }
    expect((await ada.call(api.getConversation, { params })).contact).toMatchObject({
      ...{ name: 'Ana', address: null, signed: { externalId: 'ana', email: null } },
    })
  })

  test('takes what the browser had said before along, and then the browser alone opens nothing', async () => {
    const nobody = await come(undefined)
    await say(nobody, 'Before I sign in')
    const { visitor } = nobody.welcome
    const eva = await come(tokenFor('eva'), { visitor })
    expect(eva.welcome.conversationId).toBe(conversationOf(nobody))

    const next = await come(undefined, { visitor })
    const other = await come(tokenFor('otto'), { visitor })
    expect([next.welcome.conversationId, other.welcome.conversationId]).toEqual([null, null])
    expect(next.welcome.visitor).not.toBe(visitor)
    const upload = await fetch(
      `${server.url}/widget/v1/files?key=${site.key}&filename=a.txt&clientId=client-id`,
      {
        ...{ method: 'POST', headers: { 'x-hilo-visitor': visitor }, body: 'text' },
      },
    )
    expect(await upload.json()).toMatchObject({ code: 'conflict' })
  })

  test('merges no contacts: who was known before stays who they were', async () => {
    const first = await come(tokenFor('mia'))
    await say(first, 'On my phone')
    const nobody = await come(undefined)
    await say(nobody, 'On another computer')
    const again = await come(tokenFor('mia'), { visitor: nobody.welcome.visitor })

    expect(again.welcome.conversationId).toBe(conversationOf(first))
    const asBefore = await come(undefined, { visitor: nobody.welcome.visitor })
    expect(asBefore.welcome.conversationId).toBe(conversationOf(nobody))
  })

  test('is refused in words when it is not for this inbox, or over', async () => {
    const other = await aSite('required')
    const refused = (identity: string) => refusalOf({ key: site.key, identity })

    expect(await refused(tokenFor('ana', { at: other }))).toMatchObject({ code: 'not_authenticated' })
    const stolen = { ...other, secret: site.secret }
    const message = expect.stringContaining('"aud" is not the id of this inbox')
    expect(await refused(tokenFor('ana', { at: stolen }))).toMatchObject({ message })
    const late = tokenFor('ana', { claims: { exp: Math.round(Date.now() / 1_000) - 90 } })
    expect(await refused(late)).toMatchObject({ code: 'identity_expired' })
    expect(await refusalOf({ key: other.key })).toMatchObject({
      message: expect.stringContaining('signed-in visitors only'),
    })
  })

  test('ends with the secret that it was signed with, and goes on with the next', async () => {
    const params = { inboxId: site.inboxId }
    const { secret } = await owner.call(api.addIdentityKey, { params, body: { type: 'secret' } })
    const { keys } = await owner.call(api.getSignedIdentity, { params })
    await owner.call(api.removeIdentityKey, { params: { ...params, keyId: keys.at(-1)?.id } })
    expect(await refusalOf({ key: site.key, identity: tokenFor('ana') })).toMatchObject({
      message: expect.stringContaining('made with no key of this widget'),
    })

    site = { ...site, secret: secret ?? '' }
    expect((await come(tokenFor('ana'))).welcome.conversationId).not.toBeNull()
  })
})
