import { api, type ConnectInput, type Id, newId, type StepOutcome } from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { anOrg } from '../../testing/factories.ts'
import type { Caller } from '../../testing/server.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()
const { setup } = simulators

const APP = { id: '1717171717171701', secret: 'secret-of-the-app' }
let count = 0
let orgId: Id
let ada: Caller

beforeAll(async () => {
  orgId = await anOrg(server.db)
  ada = await server.signIn(orgId, { role: 'owner' })
  await setup.addApp(APP)
})

type Input<C extends ConnectInput['channel']> = Extract<ConnectInput, { channel: C }>
const token = (text: string) => ({ type: 'token', token: text }) as const

async function aNumber(over: Partial<Input<'whatsapp'>> = {}): Promise<Input<'whatsapp'>> {
  const number = ++count
  const [phoneNumberId, wabaId] = [`1065403522${number}0001`, `1022901293${number}0001`]
  const accessToken = `token-of-number-${number}`
  const shown = { displayPhoneNumber: '+598 2400 0001', verifiedName: 'Casa Lumbre' }
  await setup.addNumber({ phoneNumberId, wabaId, accessToken, appId: APP.id, ...shown })
  const ids = { phoneNumberId, wabaId, pin: null }
  return { channel: 'whatsapp', app: APP, credential: token(accessToken), ...ids, ...over }
}

async function aPage(over: Partial<Input<'messenger'>> = {}): Promise<Input<'messenger'>> {
  const [pageId, accessToken] = [`1017105400${++count}`, `token-of-page-${count}`]
  await setup.addAccount({
    channel: 'messenger',
    id: pageId,
    name: 'Casa Lumbre',
    accessToken,
    appId: APP.id,
  })
  return { channel: 'messenger', app: APP, credential: token(accessToken), pageId, ...over }
}

async function anInstagram(over: Partial<Input<'instagram'>> = {}, pageId: string | null = null) {
  const [id, accessToken] = [`1784140000000${++count}`, `token-of-instagram-${count}`]
  const account = { id, name: 'Casa Lumbre', username: 'casalumbre', pageId, accessToken, appId: APP.id }
  await setup.addAccount({ channel: 'instagram', ...account })
  const input: Input<'instagram'> = {
    ...{ channel: 'instagram', app: APP, credential: token(accessToken), instagramId: id, pageId },
    ...{ loginApp: null, redirectUri: null, ...over },
  }
  return { id, input }
}

async function begin(body: ConnectInput, caller = ada) {
  const { ticket, failure } = await caller.call(api.beginConnection, { body })
  if (ticket === null) throw new Error(`It did not begin: ${failure?.problem}`)
  return ticket
}

/** What is wrong, step by step, as the page asks for it. */
async function check(body: ConnectInput): Promise<StepOutcome[]> {
  const ticket = await begin(body)
  const outcomes: StepOutcome[] = []
  for (const step of ['app', 'token', 'scopes', 'account', 'callback'] as const) {
    outcomes.push(await ada.call(api.checkConnection, { body: { ticket, step } }))
  }
  return outcomes
}

const problemsOf = (outcomes: StepOutcome[]) =>
  outcomes.flatMap(({ step, problem }) => (problem ? [`${step}: ${problem}`] : []))

async function finish(body: ConnectInput, caller = ada) {
  const ticket = await begin(body, caller)
  return caller.call(api.finishConnection, { body: { ticket, name: 'Casa', backendId: null } })
}

async function rows() {
  const inboxes = await admin.query('select count(*)::int as count from inbox')
  // Business accounts are bound by the job that reads their templates, whenever it runs.
  const bindings = await admin.query(
    "select count(*)::int as count from directory where account not like '1022901293%'",
  )
  const apps = await admin.query('select count(*)::int as count from meta_app')
  return [inboxes, bindings, apps].map(({ rows: [row] }) => row.count)
}

const subscriptions = async (path: string, accessToken: string, base = simulators.graphUrl) => {
  const answer = await fetch(`${base}/v26.0/${path}/subscribed_apps`, {
    headers: { authorization: `Bearer ${accessToken}` },
  })
  return ((await answer.json()) as { data: unknown[] }).data
}

/** Sends the webhooks of an app to another server, which this one plays too. */
async function sendElsewhere(app: { id: string; secret: string }, object: string): Promise<string> {
  const elsewhere = `${server.url}/webhooks/meta/somewhere-else`
  await fetch(`${simulators.graphUrl}/v26.0/${app.id}/subscriptions?access_token=${app.id}|${app.secret}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ object, callback_url: elsewhere, fields: 'messages' },
      verify_token: server.keys.verifyTokenOf('somewhere-else'),
    }),
  })
  return elsewhere
}

describe('a number', () => {
  test('is looked at step by step, and nothing is stored before the last', async () => {
    const before = await rows()
    const outcomes = await check(await aNumber())

    expect(problemsOf(outcomes)).toEqual([])
    expect(outcomes.find(({ step }) => step === 'account')?.detail).toBe('Casa Lumbre, +598 2400 0001')
    expect(await rows()).toEqual(before)
  })

  test('becomes an inbox that hears its contacts and answers them', async () => {
    const input = await aNumber()
    const { inboxId } = await finish(input)
    const { id: personId } = await simulators.whatsapp.addPerson({ name: 'Lucía', phone: '59899000111' })
    await simulators.whatsapp.say({ personId, phoneNumberId: input.phoneNumberId, text: 'Hola' })
    await simulators.whatsapp.awaitIdle({})

    const detail = await ada.call(api.getInbox, { params: { inboxId } })
    expect(detail).toMatchObject({ state: 'connected', app: { id: APP.id }, token: { refusedAt: null } })
    const heard = async () => {
      const { conversations } = await ada.call(api.listConversations, { query: { status: 'all' } })
      return conversations.map(({ inbox }) => inbox.id)
    }
    await expect.poll(heard).toContain(inboxId)
    const { inboxes } = await ada.call(api.listInboxes, {})
    expect(inboxes.find(({ id }) => id === inboxId)).toMatchObject({ state: 'connected', name: 'Casa' })
  })

  test('can be tried with a message to a phone', async () => {
    const input = await aNumber()
    const { inboxId } = await finish(input)
    const { id: personId } = await simulators.whatsapp.addPerson({ name: 'Sam', phone: '59899000222' })

    const sent = await ada.call(api.sendTestMessage, { params: { inboxId }, body: { to: '+598 99 000 222' } })

    expect(sent).toEqual({ isAccepted: true, reason: null, reasonEs: null })
    const at = { personId, phoneNumberId: input.phoneNumberId }
    expect(await simulators.whatsapp.messages(at)).toMatchObject([{ type: 'template' }])
  })

  test.each([
    ['a token of nobody', { credential: token('nonsense-token') }, 'token: token_refused'],
    ['another secret', { app: { ...APP, secret: 'another-secret' } }, 'app: app_refused'],
    ['another number', { phoneNumberId: '999999999999999' }, 'account: account_not_linked'],
    ['another business account', { wabaId: '888888888888888' }, 'account: account_unseen'],
    ['a token as if it were a PIN', { pin: '000000' }, undefined],
  ])('says which step fails with %s', async (_, over, problem) => {
    const [first] = problemsOf(await check(await aNumber(over)))

    expect(first).toBe(problem)
  })

  test('says what the token may not do, and when it has expired', async () => {
    const input = await aNumber()
    const weak = await setup.issueToken({
      ...{ account: input.phoneNumberId, scopes: ['whatsapp_business_messaging'] },
    })
    const outcomes = await check({ ...input, credential: token(weak) })
    await setup.expireToken({ account: input.phoneNumberId })
    const expired = await check({ ...input, credential: token(weak) })

    expect(outcomes.find(({ step }) => step === 'scopes')).toEqual({
      ...{ step: 'scopes', problem: 'scopes_missing', detail: 'whatsapp_business_management' },
    })
    expect(problemsOf(expired)[0]).toBe('token: token_expired')
  })

  test('leaves nothing behind where a step fails, whatever the page says of it', async () => {
    const before = await rows()
    const input = await aNumber({ wabaId: '777777777777777' })

    expect(await finish(input)).toEqual({
      ...{ inboxId: null, failure: expect.objectContaining({ step: 'account', problem: 'account_unseen' }) },
    })
    expect(await rows()).toEqual(before)
  })

  test('with a code of Embedded Signup is connected once, and the code is worth nothing then', async () => {
    const input = await aNumber()
    const code = await setup.grantCode({ account: input.phoneNumberId })
    const given = { ...input, credential: { type: 'code' as const, code } }

    expect(await finish(given)).toMatchObject({ inboxId: expect.any(String), failure: null })
    const { ticket, failure } = await ada.call(api.beginConnection, { body: given })
    expect([ticket, failure]).toEqual([null, expect.objectContaining({ problem: 'code_refused' })])
  })
})

test('pitfall 22: a business account whose app answers elsewhere is subscribed before it is brought here', async () => {
  const app = { id: '1717171717171703', secret: 'secret-of-the-third' }
  await setup.addApp(app)
  const elsewhere = await sendElsewhere(app, 'whatsapp_business_account')
  const input = await aNumber({ app })
  const accessToken = `token-of-number-${count}`
  await setup.addNumber({
    ...{ phoneNumberId: input.phoneNumberId, wabaId: input.wabaId, accessToken, appId: app.id },
    ...{ displayPhoneNumber: '+598 2400 0002', verifiedName: 'Casa Lumbre' },
  })
  const early = await fetch(`${simulators.graphUrl}/v26.0/${input.wabaId}/subscribed_apps`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({
      override_callback_uri: `${server.url}/webhooks/meta/${app.id}`,
      verify_token: server.keys.verifyTokenOf(app.id),
    }),
  })
  expect(await early.json()).toMatchObject({ error: { code: 100 } })

  const { inboxId, failure } = await finish(input)

  expect(failure).toBeNull()
  expect(await subscriptions(input.wabaId, accessToken)).toMatchObject([
    { override_callback_uri: `${server.url}/webhooks/meta/${app.id}` },
  ])
  expect(await setup.subscriptions({ appId: app.id })).toMatchObject([{ callbackUrl: elsewhere }])
  const { id: personId } = await simulators.whatsapp.addPerson({ name: 'Inés', phone: '59899000333' })
  await simulators.whatsapp.say({ personId, phoneNumberId: input.phoneNumberId, text: 'Hola' })
  const heard = async () => {
    const { conversations } = await ada.call(api.listConversations, { query: { status: 'all' } })
    return conversations.map(({ inbox }) => inbox.id)
  }
  await expect.poll(heard, { timeout: 8_000 }).toContain(inboxId)
})

describe('a page', () => {
  test('is connected, subscribed and subscribed no more once it is disconnected', async () => {
    const input = await aPage()
    const { inboxId } = await finish(input)
    const accessToken = `token-of-page-${count}`
    expect(await subscriptions(input.pageId, accessToken)).toHaveLength(1)

    const { isUnsubscribed, inbox } = await ada.call(api.disconnectInbox, { params: { inboxId } })

    expect([isUnsubscribed, inbox.state, inbox.token]).toEqual([true, 'disconnected', null])
    expect(Date.parse(inbox.forgetAt ?? '') - Date.now()).toBeGreaterThan(29 * 86_400_000)
    expect(await subscriptions(input.pageId, accessToken)).toEqual([])
    const stored = await admin.query(
      `select position('accessToken' in encode(settings, 'escape')) as place,
              (select count(*)::int from directory d where d.inbox_id = i.id) as bindings
       from inbox i where id = $1`,
      [inboxId],
    )
    expect(stored.rows).toEqual([{ place: 0, bindings: 0 }])
  })

  test('is connected for messages where comments lack permissions, and says which', async () => {
    const input = await aPage()
    const weak = await setup.issueToken({
      ...{
        account: input.pageId,
        scopes: ['pages_messaging', 'pages_manage_metadata', 'pages_read_engagement'],
      },
    })
    const outcomes = await check({ ...input, credential: token(weak) })

    expect(problemsOf(outcomes)).toEqual([])
    expect(outcomes.find(({ step }) => step === 'scopes')?.lacksForComments).toEqual([
      ...['pages_read_user_content', 'pages_manage_engagement'],
    ])
    const whole = await check(await aPage())
    expect(whole.find(({ step }) => step === 'scopes')?.lacksForComments).toBeUndefined()
  })

  test('that another org has is refused without a word of whose it is', async () => {
    const input = await aPage()
    await finish(input)
    const theirs = await anOrg(server.db)
    const ben = await server.signIn(theirs, { role: 'owner' })
    const before = await rows()

    const { failure } = await finish(input, ben)

    expect(failure).toEqual({ step: 'account', problem: 'account_taken', detail: null })
    expect(await rows()).toEqual(before)
    expect(await subscriptions(input.pageId, `token-of-page-${count}`)).toHaveLength(1)
  })

  test('that two orgs connect at once gets one of them', async () => {
    const input = await aPage()
    const callers = [ada, await server.signIn(await anOrg(server.db), { role: 'owner' })]
    const done = await Promise.all(callers.map((caller) => finish(input, caller)))

    expect(done.filter(({ inboxId }) => inboxId !== null)).toHaveLength(1)
    const { rows: bound } = await admin.query('select 1 from directory where account = $1', [input.pageId])
    expect(bound).toHaveLength(1)
  })

  test('with the token of another page is refused', async () => {
    const [other, input] = [await aPage(), await aPage()]
    const outcomes = await check({ ...input, credential: other.credential })

    expect(problemsOf(outcomes)).toEqual(['account: account_unseen'])
  })

  test('of an app whose webhooks go elsewhere is refused, and the app keeps them', async () => {
    const app = { id: '1717171717171702', secret: 'secret-of-the-other' }
    await setup.addApp(app)
    const elsewhere = await sendElsewhere(app, 'page')
    const outcomes = await check(await aPage({ app }))

    expect(outcomes.at(-1)).toMatchObject({ problem: 'callback_elsewhere', detail: new URL(server.url).host })
    expect(await setup.subscriptions({ appId: app.id })).toMatchObject([{ callbackUrl: elsewhere }])
  })

  test('whose app was pointed elsewhere since is found to have lost its access', async () => {
    const app = { id: '1717171717171704', secret: 'secret-of-the-fourth' }
    await setup.addApp(app)
    const page = await aPage({ app })
    await setup.addAccount({
      ...{ channel: 'messenger', id: page.pageId, name: 'Casa', appId: app.id },
      accessToken: `token-of-page-${count}`,
    })
    const { inboxId } = await finish(page)
    await sendElsewhere(app, 'page')
    const sql = "update job set due_at = now() where kind = 'keep_token' and org_id = $1"
    await admin.query(sql, [orgId])
    const access = async () => {
      const { rows: facts } = await admin.query('select name, value from inbox_fact where inbox_id = $1', [
        inboxId,
      ])
      return facts
    }

    await expect.poll(access, { timeout: 8_000 }).toEqual([{ name: 'access', value: 'lost' }])
  })
})

describe('an Instagram account', () => {
  test('of Instagram Login is found by its token, whose end is known', async () => {
    const { id, input } = await anInstagram({ instagramId: null })
    const { inboxId } = await finish(input)
    const detail = await ada.call(api.getInbox, { params: { inboxId } })

    expect(detail).toMatchObject({ externalId: id, state: 'connected' })
    const days = (Date.parse(detail.token?.expiresAt ?? '') - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(59)
  })

  test('of Instagram Login is connected with a code', async () => {
    const { id, input } = await anInstagram()
    const code = await setup.grantCode({ account: id })
    const loginApp = APP
    const given = { ...input, credential: { type: 'code' as const, code }, loginApp }

    expect(await finish(given)).toMatchObject({ failure: null })
    expect((await ada.call(api.beginConnection, { body: given })).failure?.problem).toBe('code_refused')
  })

  test('behind a page is connected by the token of the page', async () => {
    const pageId = '101710540000777'
    const { input } = await anInstagram({}, pageId)

    expect(await finish(input)).toMatchObject({ failure: null })
  })
})

describe('an app', () => {
  test('is kept by the connection that proved it, and its secret is not asked for again', async () => {
    await finish(await aPage())
    const { apps } = await ada.call(api.listMetaApps, {})

    expect(apps).toContainEqual({ id: APP.id, isShared: false })
    const again = await finish(await aPage({ app: { id: APP.id, secret: null } }))
    expect(again.failure).toBeNull()
  })

  test('of another org is unknown without its secret, and cannot be given another one', async () => {
    await finish(await aPage())
    const ben = await server.signIn(await anOrg(server.db), { role: 'owner' })
    const begun = (app: { id: string; secret: string | null }) =>
      aPage({ app }).then((body) => ben.call(api.beginConnection, { body }))

    expect((await ben.call(api.listMetaApps, {})).apps).toEqual([])
    expect((await begun({ id: APP.id, secret: null })).failure?.problem).toBe('app_unknown')
    expect((await begun({ id: APP.id, secret: 'a-guessed-secret' })).failure?.problem).toBe('app_taken')
  })
})

describe('a ticket', () => {
  test('is of one org, and of this server alone', async () => {
    const ticket = await begin(await aPage())
    const ben = await server.signIn(await anOrg(server.db), { role: 'owner' })
    const tried = [ticket.slice(0, -2), `${ticket}AA`, Buffer.from('{}').toString('base64url')]

    expect(await ben.refusal(api.checkConnection, { body: { ticket, step: 'token' } })).toBe(
      'invalid_request',
    )
    for (const other of tried) {
      expect(await ada.refusal(api.checkConnection, { body: { ticket: other, step: 'token' } })).toBe(
        'invalid_request',
      )
    }
  })

  test('shows nothing of the token', async () => {
    const input = await aPage()
    const ticket = await begin(input)
    const { token: secret } = input.credential as { token: string }

    expect(Buffer.from(ticket, 'base64url').includes(secret)).toBe(false)
    expect(JSON.stringify(server.log)).not.toContain(secret)
  })

  test('an agent may not connect', async () => {
    const agent = await server.signIn(orgId, { role: 'agent' })

    expect(await agent.refusal(api.beginConnection, { body: await aPage() })).toBe('not_allowed')
    expect(await agent.refusal(api.disconnectInbox, { params: { inboxId: newId() } })).toBe('not_allowed')
  })
})

test('a widget has a key of its own, and serves the sites that it names', async () => {
  const { inboxId } = await ada.call(api.createWidget, {
    body: { name: 'Site', allowedOrigins: ['https://shop.example'], backendId: null },
  })
  const { externalId, widget } = await ada.call(api.getInbox, { params: { inboxId } })
  const config = () =>
    fetch(`${server.url}/widget/v1/config?key=${externalId}`, { headers: { origin: 'https://shop.example' } })

  expect(widget).toMatchObject({ allowedOrigins: ['https://shop.example'] })
  expect((await config()).status).toBe(200)
  const greeting = { en: 'Hi from the shop', es: '', pt: '' }
  await ada.call(api.setGreeting, { params: { inboxId }, body: { greeting } })
  await expect.poll(() => config().then((answer) => answer.json())).toMatchObject({ greeting })
  await ada.call(api.changeInbox, {
    params: { inboxId },
    body: { name: 'Site 2', backendId: null, allowedOrigins: ['https://other.example'] },
  })
  expect((await config()).status).toBe(403)
})
