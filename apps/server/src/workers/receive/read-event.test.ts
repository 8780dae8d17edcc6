import { api, type Id, newId } from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { bindBusiness } from '../../domain/directory/bind-business.ts'
import { readBacklog } from '../../domain/webhook/backlog.ts'
import { lineOf } from '../../domain/webhook/lines.ts'
import { testDatabase } from '../../testing/database.ts'
import { type Caller, startServer } from '../../testing/server.ts'
import { aBody, aText, type Connected, connectNumber } from '../../testing/whatsapp.ts'

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
const soon = { timeout: 15_000 }
let owner: Caller
let number: Connected
let business: string

type Change = { field: string; value: unknown }

beforeAll(async () => {
  number = await connectNumber(server)
  owner = await server.signIn(number.orgId, { role: 'owner' })
  business = `waba-${newId()}`
  const { appId, orgId, inboxId } = number
  await bindBusiness(server.db.global, { appId, account: business, channel: 'whatsapp', orgId, inboxId })
})

/** What is said to the number and what happens to its business account, as one webhook tells both. */
async function comeTogether(text: string, event: string): Promise<void> {
  const said = aBody(number.account, { messages: [aText(text)] }) as { entry: { changes: Change[] }[] }
  const value = { event, message_template_id: newId() }
  const changes = [...(said.entry[0]?.changes ?? []), { field: 'message_template_status_update', value }]
  await number.post({ object: 'whatsapp_business_account', entry: [{ id: business, changes }] })
}

const events = async (query = {}) =>
  (await owner.call(api.listEvents, { params: { inboxId: number.inboxId }, query })).events
const waiting = (account: string) => readBacklog(server.db.ingress, [lineOf(number.appId, account)])

describe('an event that is in two lines of one inbox', () => {
  test('has one receipt, which counts both', async () => {
    await comeTogether('Hello', 'APPROVED')

    await expect.poll(async () => (await readBacklog(server.db.ingress)).events, soon).toBe(0)
    expect(await events()).toMatchObject([
      { state: 'processed', messages: 1, kinds: ['message:text', 'template_changed'] },
    ])
    const { total } = await owner.call(api.getLedger, { params: { inboxId: number.inboxId } })
    expect(total).toMatchObject({ events: 1, messages: 1, processed: 1 })
  })

  test('has failed when one of its parts did, until it is run again as a whole', async () => {
    await admin.query('alter table message add constraint refused check (sent_at is null) not valid')
    await comeTogether('Fails at first', 'PAUSED')
    await expect.poll(async () => (await events())[0]?.state, soon).toBe('failed')
    await expect.poll(async () => (await readBacklog(server.db.ingress)).events, soon).toBe(0)
    await admin.query('alter table message drop constraint refused')

    const params = { inboxId: number.inboxId, eventId: (await events())[0]?.id as Id }
    const { state, items } = await owner.call(api.rerunEvent, { params })

    expect(state).toBe('processed')
    expect(items.map(({ kind }) => kind)).toEqual(['message:text', 'template_changed'])
  })
})

test('what is quarantined leaves its line, and its neighbours in the event are worked on', async () => {
  const stranger = newId()
  const bodies = [stranger, number.account].map(
    (account) => aBody(account, { messages: [aText(`To ${account}`)] }) as { entry: unknown[] },
  )
  await number.post({
    object: 'whatsapp_business_account',
    entry: bodies.flatMap(({ entry }) => entry),
  })

  const kept = 'select 1 from webhook_quarantine where account = $1'
  await expect.poll(async () => (await admin.query(kept, [stranger])).rowCount, soon).toBe(1)
  await expect.poll(async () => (await waiting(stranger)).events, soon).toBe(0)
  await expect.poll(async () => (await events({ kind: 'message' }))[0]?.messages, soon).toBe(1)
})

test('an event that is run again passes by its line, which finds it done', async () => {
  const late = await connectNumber(server, { orgId: number.orgId })
  const line = lineOf(late.appId, late.account)
  const eventId = newId()
  const body = JSON.stringify(aBody(late.account, { messages: [aText('Waits')] }))
  await admin.query(
    `insert into webhook_event (id, app_id, dedup_key, body, received_at)
     values ($1, $2, $3, $4, now() - interval '1 minute')`,
    [eventId, late.appId, Buffer.from(eventId), Buffer.concat([Buffer.from([0]), Buffer.from(body)])],
  )
  // It is the server's own, and the server has not come to it yet.
  await admin.query(
    'insert into webhook_pending (event_id, line, owner_id) select $1, $2, id from node limit 1',
    [eventId, line],
  )
  const ofLate = { inboxId: late.inboxId }
  const ledger = async () => (await owner.call(api.getLedger, { params: ofLate })).total
  await expect.poll(async () => (await ledger()).waiting, soon).toBe(1)

  await owner.call(api.rerunEvent, { params: { ...ofLate, eventId } })

  expect(await ledger()).toMatchObject({ waiting: 0, processed: 1 })
  await admin.query('update webhook_pending set owner_id = $2 where event_id = $1', [eventId, newId()])
  await expect.poll(async () => (await readBacklog(server.db.ingress, [line])).events, soon).toBe(0)
  expect(await ledger()).toMatchObject({ events: 1, messages: 1, processed: 1 })
  const stored = 'select 1 from message where org_id = $1 and inbox_id = $2'
  expect((await admin.query(stored, [number.orgId, late.inboxId])).rowCount).toBe(1)
})
