import { randomUUID } from 'node:crypto'
import { api, type Id, newId } from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, anInbox, anOrg } from '../../testing/factories.ts'
import { type Caller, startServer } from '../../testing/server.ts'
import { aBody, aText, type Connected, connectNumber } from '../../testing/whatsapp.ts'

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
let number: Connected
let agent: Caller

beforeAll(async () => {
  number = await connectNumber(server)
  agent = await server.signIn(number.orgId)
})

const ledgerOf = ({ inboxId }: { inboxId: Id }, by = agent) => by.call(api.getLedger, { params: { inboxId } })

const aStatus = (id: string) => ({
  ...{ id, status: 'delivered', timestamp: '1795300100', recipient_id: '59899000001' },
})

describe('the ledger of an inbox', () => {
  test('counts what came in and what became of it', async () => {
    await number.post(aBody(number.account, { messages: [aText('One'), aText('Two')] }))
    await number.post(aBody(number.account, { statuses: [aStatus('wamid.of-nobody')] }))
    await number.post(aBody(number.account, { holograms: [{}] }))

    await expect.poll(async () => (await ledgerOf(number)).total.events).toBe(3)
    const { total, days, gaps } = await ledgerOf(number)
    expect(total).toMatchObject({
      events: 3,
      messages: 2,
      statuses: 1,
      processed: 2,
      unhandled: 1,
      failed: 0,
    })
    expect(days).toEqual([{ ...total, day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) }])
    expect(gaps).toEqual({ waiting: 0, failed: 0, unacknowledged: 0, unknownStatuses: 1 })
  })

  test('counts an event once, however often it comes and is worked on', async () => {
    const fresh = await connectNumber(server, { orgId: number.orgId })
    const body = aBody(fresh.account, { messages: [aText('Once')] })
    await Promise.all([fresh.post(body), fresh.post(body), fresh.post(body)])
    await expect.poll(async () => (await ledgerOf(fresh)).total.processed).toBe(1)
    const { events } = await agent.call(api.listEvents, { params: { inboxId: fresh.inboxId } })
    const owner = await server.signIn(number.orgId, { role: 'owner' })
    await owner.call(api.rerunEvent, { params: { inboxId: fresh.inboxId, eventId: events[0]?.id } })

    expect((await ledgerOf(fresh)).total).toMatchObject({ events: 1, messages: 1, processed: 1 })
  })

  test('counts what went out by what the platform told of it', async () => {
    const orgId = await anOrg(server.db)
    const inbox = await anInbox(server.db, orgId)
    const { conversationId } = await aConversation(server.db, inbox)
    const kept = {
      pending: 2,
      sending: 1,
      accepted: 3,
      sent: 4,
      delivered: 5,
      read: 6,
      failed: 2,
      cancelled: 7,
    }
    for (const [status, count] of Object.entries(kept)) {
      await deliveries({ orgId, inboxId: inbox.id, conversationId, status, count, ago: '2 hours' })
    }
    await deliveries({
      orgId,
      inboxId: inbox.id,
      conversationId,
      status: 'accepted',
      count: 1,
      ago: '1 second',
    })
    const ada = await server.signIn(orgId)

    const first = await ledgerOf({ inboxId: inbox.id }, ada)
    expect(first.total).toMatchObject({
      ...{ out: 24, underWay: 3, acknowledged: 15, unacknowledged: 4, refused: 2 },
    })
    expect(first.gaps.unacknowledged).toBe(3)
    expect(await ledgerOf({ inboxId: inbox.id }, ada)).toEqual(first)
  })

  test('lists what the platform took and never confirmed', async () => {
    const orgId = await anOrg(server.db)
    const inbox = await anInbox(server.db, orgId)
    const { conversationId } = await aConversation(server.db, inbox)
    await deliveries({
      orgId,
      inboxId: inbox.id,
      conversationId,
      status: 'accepted',
      count: 3,
      ago: '2 minutes',
    })
    const ada = await server.signIn(orgId)
    const params = { inboxId: inbox.id }

    const page = await ada.call(api.listUnacknowledged, { params, query: { limit: 2 } })
    const rest = await ada.call(api.listUnacknowledged, { params, query: { limit: 2, before: page.next } })
    expect([page.deliveries.length, rest.deliveries.length, rest.next]).toEqual([2, 1, null])
    expect(page.deliveries[0]).toMatchObject({ conversationId, author: 'agent' })
    expect(await agent.refusal(api.listUnacknowledged, { params })).toBe('not_found')
  })

  test('shows an event that waits for longer than a while, and settles it when it is done', async () => {
    const fresh = await connectNumber(server, { orgId: number.orgId })
    const before = newId()
    const body = JSON.stringify(aBody(fresh.account, { messages: [aText('Waits')] }))
    await admin.query(
      "insert into webhook_event (id, app_id, dedup_key, body, received_at) values ($1, $2, $3, $4, now() - interval '5 minutes')",
      [before, fresh.appId, Buffer.from(before), Buffer.concat([Buffer.from([0]), Buffer.from(body)])],
    )
    const { rows } = await admin.query('select id from node limit 1')
    await admin.query('insert into webhook_pending (event_id, owner_id) values ($1, $2)', [
      before,
      rows[0].id,
    ])

    await expect.poll(async () => (await ledgerOf(fresh)).total.waiting, { timeout: 15_000 }).toBe(1)
    const owner = await server.signIn(number.orgId, { role: 'owner' })
    await owner.call(api.rerunEvent, { params: { inboxId: fresh.inboxId, eventId: before } })
    expect((await ledgerOf(fresh)).total).toMatchObject({ events: 1, waiting: 0, processed: 1 })
    await admin.query('delete from webhook_pending where event_id = $1', [before])
  })
})

describe('many events', () => {
  test('are counted in less than 100 ms, as their rows say', async () => {
    const orgId = await anOrg(server.db)
    const { id: inboxId } = await anInbox(server.db, orgId)
    await admin.query(
      `insert into receipt (org_id, inbox_id, event_id, state, kinds, messages, statuses, received_at)
       select $1, $2, gen_random_uuid(), case when n % 1000 = 0 then 'failed' else 'processed' end,
         ' message:text ', 1, n % 3, now() - n * interval '3 seconds'
       from generate_series(1, 100000) n`,
      [orgId, inboxId],
    )
    await admin.query(
      `insert into receipt_tally select org_id, inbox_id, date_bin('15 minutes', received_at, 'epoch'), count(*),
         sum(messages), sum(statuses) from receipt where org_id = $1 group by 1, 2, 3`,
      [orgId],
    )
    await admin.query('vacuum analyze receipt')
    const ada = await server.signIn(orgId)
    const times: number[] = []
    for (let look = 0; look < 5; look++) {
      const begun = performance.now()
      const { total } = await ledgerOf({ inboxId }, ada)
      times.push(performance.now() - begun)
      expect(total).toMatchObject({
        events: 100_000,
        messages: 100_000,
        failed: 100,
        processed: 99_900,
      })
    }
    console.log(`ledger: 100,000 events in ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`)
    expect(Math.min(...times)).toBeLessThan(100)
  }, 120_000)
})

type Deliveries = { orgId: Id; inboxId: Id; conversationId: Id; status: string; count: number; ago: string }

async function deliveries({ orgId, inboxId, conversationId, status, count, ago }: Deliveries): Promise<void> {
  const { rows } = await admin.query('select id from message where conversation_id = $1', [conversationId])
  for (let part = 0; part < count; part++) {
    await admin.query(
      `insert into delivery (org_id, id, message_id, conversation_id, inbox_id, seq, part, author, turn_epoch, status,
         version, created_at, due_at)
       values ($1, $2, $3, $4, $5, 1, (select count(*) from delivery where org_id = $1), 'agent', 0, $6, 1,
         now() - $7::interval, null)`,
      [orgId, olderId(ago), rows[0].id, conversationId, inboxId, status, ago],
    )
  }
}

/** An id as it would have been made then. */
function olderId(ago: string): Id {
  const [count, unit] = ago.split(' ')
  const ms = Number(count) * (unit?.startsWith('hour') ? 3_600_000 : unit?.startsWith('min') ? 60_000 : 1_000)
  const time = (Date.now() - ms).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}` as Id
}
