import { api, type Id, newId } from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { bindBusiness } from '../../domain/directory/bind-business.ts'
import { createInboxes, type Inbox } from '../../domain/inbox/inbox.ts'
import { testDatabase } from '../../testing/database.ts'
import { aTemplate } from '../../testing/factories.ts'
import { type Caller, startServer } from '../../testing/server.ts'
import { aBody, aText, type Connected, connectNumber } from '../../testing/whatsapp.ts'

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
let ours: Connected
let agent: Caller
let owner: Caller

beforeAll(async () => {
  ours = await connectNumber(server)
  agent = await server.signIn(ours.orgId)
  owner = await server.signIn(ours.orgId, { role: 'owner' })
})

type Query = {
  state?: string
  kind?: string
  externalId?: string
  limit?: number
  cursor?: Id
  from?: string
}

const listOf = ({ inboxId }: { inboxId: Id }, query: Query = {}, by = agent) =>
  by.call(api.listEvents, { params: { inboxId }, query })

/** A number of its own with one event that was worked on. */
async function oneEvent(value: Record<string, unknown>) {
  const number = await connectNumber(server, { orgId: ours.orgId })
  await number.post(aBody(number.account, value))
  await expect.poll(async () => (await listOf(number)).events.length).toBe(1)
  const [event] = (await listOf(number)).events
  const params = { inboxId: number.inboxId, eventId: event?.id as Id }
  return { number, params, event }
}

/** A batch in which two orgs have an item each, as one app that serves both gets it. */
async function aSharedBatch() {
  const appId = `app-${newId()}`
  const mine = await connectNumber(server, { appId, orgId: ours.orgId })
  const theirs = await connectNumber(server, { appId })
  const [own, foreign] = [aText('for us'), aText('canary of the others', { from: '59899777666' })]
  const bodies = [aBody(mine.account, { messages: [own] }), aBody(theirs.account, { messages: [foreign] })]
  const entry = (bodies as { entry: { changes: unknown[] }[] }[]).flatMap((body) => body.entry)
  // Once in one entry, as numbers of one account come, and once in two.
  const [first, second] = entry
  const together = { ...first, changes: [...(first?.changes ?? []), ...(second?.changes ?? [])] }
  await mine.post({ object: 'whatsapp_business_account', entry: [together, second] })
  await expect.poll(async () => (await listOf(mine)).events.length).toBe(1)
  const [event] = (await listOf(mine)).events
  const stranger = await server.signIn(theirs.orgId, { role: 'owner' })
  await expect.poll(async () => (await listOf(theirs, {}, stranger)).events.length).toBe(1)
  return { mine, theirs, stranger, own, foreign, eventId: event?.id as Id }
}

describe('the events of an inbox', () => {
  test('say what was in them, and what it became', async () => {
    const { params, event } = await oneEvent({ messages: [aText('Hello', { id: 'wamid.shown-1' })] })

    expect(event).toMatchObject({ state: 'processed', kinds: ['message:text'], messages: 1, error: null })
    const { items } = await agent.call(api.getEvent, { params })
    expect(items).toEqual([
      { kind: 'message:text', externalId: 'wamid.shown-1', conversationId: expect.any(String) },
    ])
  })

  test('are narrowed by state, kind, time and the id of the platform', async () => {
    const number = await connectNumber(server, { orgId: ours.orgId })
    await number.post(aBody(number.account, { messages: [aText('One', { id: 'wamid.A/b+c=' })] }))
    await number.post(aBody(number.account, { holograms: [{}] }))
    await expect.poll(async () => (await listOf(number)).events.length).toBe(2)
    const kinds = async (query: Query) => (await listOf(number, query)).events.map((event) => event.kinds[0])

    expect(await kinds({ state: 'unhandled' })).toEqual(['other:messages:holograms'])
    expect(await kinds({ state: 'processed' })).toEqual(['message:text'])
    expect(await kinds({ kind: 'message' })).toEqual(['message:text'])
    expect(await kinds({ externalId: 'wamid.A/b+c=' })).toEqual(['message:text'])
    expect(await kinds({ externalId: 'wamid.of-nobody' })).toEqual([])
    expect(await kinds({ from: new Date(Date.now() + 60_000).toISOString() })).toEqual([])
    const page = await listOf(number, { limit: 1 })
    expect((await listOf(number, { limit: 1, cursor: page.next as Id })).events[0]?.kinds).toEqual([
      'message:text',
    ])
  })
})

describe('what people wrote in an event', () => {
  const value = {
    contacts: [{ profile: { name: 'Canary Name' }, wa_id: '59899555123' }],
    messages: [
      {
        ...aText('canary text', { from: '59899555123', id: 'wamid.masked' }),
        ...{ context: { id: 'wamid.quoted' }, access_token: 'canary-token' },
      },
    ],
  }

  test('is hidden, and the platform’s own words are not', async () => {
    const { params } = await oneEvent(value)

    const event = await agent.call(api.getEvent, { params })
    const text = JSON.stringify(event.body)
    for (const hidden of ['canary text', 'Canary Name', '59899555123', 'canary-token']) {
      expect(text).not.toContain(hidden)
    }
    for (const shown of ['wamid.masked', 'wamid.quoted', '"text"', 'whatsapp_business_account', '•••23']) {
      expect(text).toContain(shown)
    }
  })

  test('is shown to who may, but for secrets, and the log says to whom', async () => {
    const { params } = await oneEvent(value)

    expect(await agent.refusal(api.revealEvent, { params })).toBe('not_allowed')
    const event = await owner.call(api.revealEvent, { params })
    const text = JSON.stringify(event.body)
    expect([text.includes('canary text'), text.includes('canary-token')]).toEqual([true, false])
    const { entries } = await owner.call(api.listLog, { query: { kind: 'event.revealed' } })
    expect(entries[0]).toMatchObject({ data: { eventId: params.eventId, memberId: owner.memberId } })
  })
})

describe('an event that several orgs share', () => {
  test('shows each org its own part and nothing of the others', async () => {
    const { mine, theirs, stranger, eventId } = await aSharedBatch()
    const params = { inboxId: mine.inboxId, eventId }

    const own = JSON.stringify(await owner.call(api.revealEvent, { params }))
    expect([own.includes('for us'), own.includes('canary'), own.includes(theirs.account)]).toEqual([
      ...[true, false, false],
    ])
    const foreign = { inboxId: theirs.inboxId, eventId }
    const seen = JSON.stringify(await stranger.call(api.revealEvent, { params: foreign }))
    expect([seen.includes('for us'), seen.includes('canary'), seen.includes(mine.account)]).toEqual([
      ...[false, true, false],
    ])
  })

  test('is found by nobody by what is in another org’s part', async () => {
    const { mine, foreign, own } = await aSharedBatch()

    expect((await listOf(mine, { externalId: foreign.id })).events).toEqual([])
    expect((await listOf(mine, { externalId: own.id })).events).toHaveLength(1)
  })

  test('is refused to whoever names the other’s inbox, or one’s own with the other’s event', async () => {
    const { mine, theirs, stranger, eventId } = await aSharedBatch()
    const { params: alone } = await oneEvent({ messages: [aText('Ours alone')] })
    const tries = [
      { inboxId: theirs.inboxId, eventId },
      { inboxId: mine.inboxId, eventId: newId() },
    ]
    for (const params of tries) {
      for (const contract of [api.getEvent, api.revealEvent, api.rerunEvent]) {
        expect(await owner.refusal(contract, { params })).toBe('not_found')
      }
    }
    const params = { inboxId: theirs.inboxId, eventId: alone.eventId }
    expect(await stranger.refusal(api.revealEvent, { params })).toBe('not_found')
  })

  test('is run again for one’s own part alone', async () => {
    const { mine, theirs, foreign, own, eventId } = await aSharedBatch()
    await admin.query('delete from message where external_id = any ($1)', [[foreign.id, own.id]])

    await owner.call(api.rerunEvent, { params: { inboxId: mine.inboxId, eventId } })

    const { rows } = await admin.query('select org_id from message where external_id = any ($1)', [
      [foreign.id, own.id],
    ])
    expect(rows).toEqual([{ org_id: mine.orgId }])
    expect(theirs.orgId).not.toBe(mine.orgId)
  })
})

describe('an event that is run again', () => {
  test('changes nothing when it was processed', async () => {
    const { number, params } = await oneEvent({ messages: [aText('Once'), aText('Twice')] })
    const before = await stateOf(number)

    const again = await Promise.all([1, 2, 3].map(() => owner.call(api.rerunEvent, { params })))

    expect(again.map(({ state }) => state)).toEqual(['processed', 'processed', 'processed'])
    expect(await stateOf(number)).toEqual(before)
  })

  test('stays kept when nobody knows what it is, and is not counted twice', async () => {
    const { number, params } = await oneEvent({ holograms: [{}] })
    const before = await stateOf(number)

    expect((await owner.call(api.rerunEvent, { params })).state).toBe('unhandled')

    expect(await stateOf(number)).toEqual(before)
  })

  test('does not bring back a state of a template that has changed since', async () => {
    const { number, params: elsewhere } = await oneEvent({ messages: [aText('To know the number')] })
    expect(await agent.refusal(api.rerunEvent, { params: elsewhere })).toBe('not_allowed')
    const { appId, orgId, inboxId } = number
    const [account, externalId] = [`waba-${newId()}`, newId()]
    await bindBusiness(server.db.global, { appId, account, channel: 'whatsapp', orgId, inboxId })
    const inbox = await server.db.withOrg(orgId, () => createInboxes(server.db, server.keys)(orgId, inboxId))
    const templateId = await aTemplate(server.db, inbox as Inbox)
    await admin.query('update template set external_id = $2 where id = $1', [templateId, externalId])
    const status = async () =>
      (await admin.query('select status from template where id = $1', [templateId])).rows[0].status
    const value = { event: 'PAUSED', message_template_id: externalId }
    const change = { field: 'message_template_status_update', value }
    await number.post({ object: 'whatsapp_business_account', entry: [{ id: account, changes: [change] }] })
    await expect.poll(status).toBe('paused')
    await admin.query("update template set status = 'approved' where id = $1", [templateId])
    const { events } = await listOf(number, { kind: 'template' })

    await owner.call(api.rerunEvent, { params: { inboxId, eventId: events[0]?.id as Id } })

    expect(await status()).toBe('approved')
  })

  test('is tried again when it failed', async () => {
    const number = await connectNumber(server, { orgId: ours.orgId })
    await admin.query(
      `alter table message add constraint out_of_order check (inbox_id <> '${number.inboxId}') not valid`,
    )
    await number.post(aBody(number.account, { messages: [aText('Fails at first')] }))
    await expect.poll(async () => (await listOf(number)).events[0]?.state, { timeout: 10_000 }).toBe('failed')
    const params = { inboxId: number.inboxId, eventId: (await listOf(number)).events[0]?.id as Id }
    expect((await owner.call(api.rerunEvent, { params })).state).toBe('failed')
    await admin.query('alter table message drop constraint out_of_order')

    const { state, error, items } = await owner.call(api.rerunEvent, { params })

    expect([state, error]).toEqual(['processed', null])
    expect(items[0]?.conversationId).toEqual(expect.any(String))
    const { rows } = await admin.query('select problem from webhook_event where id = $1', [params.eventId])
    expect(rows).toEqual([{ problem: null }])
  })

  test('can be once its account is connected, when it came before', async () => {
    const early = await connectNumber(server, { orgId: ours.orgId })
    await admin.query('update directory set app_id = $2 where account = $1', [
      early.account,
      `not-${early.appId}`,
    ])
    await early.post(aBody(early.account, { messages: [aText('Too early')] }))
    const problem = async () =>
      (await admin.query('select problem from webhook_event where app_id = $1', [early.appId])).rows[0]
        ?.problem
    await expect.poll(problem).toBe('quarantined')
    expect((await listOf(early, { state: 'quarantined' })).events).toEqual([])

    await admin.query('update directory set app_id = $2 where account = $1', [early.account, early.appId])
    const { events } = await listOf(early, { state: 'quarantined' })
    expect(events).toHaveLength(1)
    const params = { inboxId: early.inboxId, eventId: events[0]?.id as Id }
    expect((await owner.call(api.rerunEvent, { params })).state).toBe('processed')

    expect((await listOf(early, { state: 'quarantined' })).events).toEqual([])
    expect(await problem()).toBeNull()
  })
})

/** All that a second run could have changed. */
async function stateOf({ inboxId }: Connected): Promise<unknown> {
  const tables = ['message', 'receipt_tally', 'unhandled_event']
  const parts = tables.map(
    (table) => `(select md5(string_agg(t::text, ',' order by t::text)) from ${table} t where inbox_id = $1)`,
  )
  return (await admin.query(`select ${parts.join()}`, [inboxId])).rows
}
