import { api, type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { encodeRaw } from '../db/codec.ts'
import { type Desk, openDesk } from '../testing/desk.ts'
import { signatureOf } from '../testing/server.ts'
import { startWithSimulators } from '../testing/simulators.ts'
import { aBody, aText, connectNumber } from '../testing/whatsapp.ts'

// What a server left that was killed is written here as it would have left it: claimed by a node that does not live.

const { simulators, server, admin } = await startWithSimulators()
const soon = { timeout: 5_000 }

async function textsOf(desk: Pick<Desk, 'timeline'>): Promise<string[]> {
  const items = await desk.timeline().catch(() => [])
  return items.flatMap((item) =>
    item.type === 'message' && 'text' in item.content ? [item.content.text ?? ''] : [],
  )
}

async function leaveEvent(appId: string, body: unknown, ownerId = newId()): Promise<Id> {
  const id = newId()
  await admin.query(
    `with event as (insert into webhook_event (id, app_id, dedup_key, body) values ($1, $2, $3, $4))
     insert into webhook_pending (event_id, owner_id) values ($1, $5)`,
    [id, appId, Buffer.from(newId()), encodeRaw(Buffer.from(JSON.stringify(body))), ownerId],
  )
  return id
}

describe('what a dead node left', () => {
  test('events are taken up in the order of their arrival, and finished', async () => {
    const desk = await openDesk(server, { simulators })
    const dead = newId()
    const { account, appId } = desk.number
    for (const text of ['one', 'two', 'three', 'four']) {
      await leaveEvent(appId, aBody(account, { messages: [aText(text)] }), dead)
    }

    await expect.poll(() => textsOf(desk), soon).toEqual(['one', 'two', 'three', 'four'])
    const left = 'select count(*)::int from webhook_pending'
    await expect.poll(async () => (await admin.query(left)).rows[0].count).toBe(0)
  })

  test('an event that was half done is done once', async () => {
    const desk = await openDesk(server, { simulators })
    const body = aBody(desk.number.account, { messages: [aText('one'), aText('two')] })
    await desk.number.post(body)
    await expect.poll(() => textsOf(desk)).toEqual(['one', 'two'])

    const event = await leaveEvent(desk.number.appId, body)

    const left = 'select 1 from webhook_pending where event_id = $1'
    await expect.poll(async () => (await admin.query(left, [event])).rowCount, soon).toBe(0)
    expect(await textsOf(desk)).toEqual(['one', 'two'])
  })

  test('a run goes on where its journal ends', async () => {
    const desk = await openDesk(server, {
      simulators,
      code: "await chat.ask('Name?'); await chat.say('Thanks')",
    })
    await desk.say('Hi')
    await expect.poll(desk.phone, soon).toEqual(['Name?'])
    // Its owner took the answer in, and died before it played the turn.
    await admin.query(
      "update run set status = 'running', claimed_by = $2, claim = claim + 1 where org_id = $1",
      [desk.number.orgId, newId()],
    )
    await desk.say('Lin')

    await expect.poll(desk.phone, soon).toEqual(['Name?', 'Thanks'])
  })

  test('a message that was being sent is in doubt: it may have arrived', async () => {
    const desk = await openDesk(server, { simulators })
    await desk.say('Hi')
    await expect.poll(() => textsOf(desk)).toEqual(['Hi'])
    await desk.answer('One')
    await expect.poll(desk.sent).toMatchObject([{ status: 'delivered' }])
    await admin.query(
      "update delivery set status = 'sending', external_id = null, claimed_by = $2 where org_id = $1",
      [desk.number.orgId, newId()],
    )

    await expect.poll(desk.sent, soon).toMatchObject([{ status: 'unconfirmed' }])
    expect(await desk.phone()).toEqual(['One'])
  })
})

test('a claim that could not be given back is taken up when the database takes it again', async () => {
  const desk = await openDesk(server, {
    simulators,
    code: "await chat.ask('Name?'); await chat.say('Thanks')",
  })
  await desk.say('Hi')
  await expect.poll(desk.phone, soon).toEqual(['Name?'])
  // What receives a message may write; what ends the turn, and what gives the claim back, may not.
  const failed = () => server.log.filter(({ msg }) => msg === 'a turn could not be played').length
  await admin.query('revoke update on run from hilo_app')
  await admin.query('grant update (claimed_by, claim, status) on run to hilo_app')
  await desk.say('Lin')
  await expect.poll(failed, soon).toBe(1)
  await admin.query('grant update on run to hilo_app')

  await expect.poll(desk.phone, { timeout: 10_000 }).toEqual(['Name?', 'Thanks'])
})

test('a turn that cannot be stored is tried later and later, and then left to people', {
  timeout: 40_000,
}, async () => {
  await admin.query(`
    create function refuse_say() returns trigger language plpgsql as
      $$ begin if new.kind = 'say' then raise 'no room for this'; end if; return new; end $$`)
  await admin.query(
    'create trigger refuse_say before insert on journal for each row execute function refuse_say()',
  )
  const desk = await openDesk(server, { simulators, code: "await chat.say('Thanks')" })
  await desk.say('Hi')

  await expect.poll(async () => (await desk.conversation()).holder, { timeout: 30_000 }).toBe('human')
  await admin.query('drop trigger refuse_say on journal')
  await expect.poll(desk.phone).toEqual([expect.stringContaining('A person from the team')])
  const failed = server.log.filter(({ error }) => String(error).includes('no room for this'))
  expect(failed).toHaveLength(3)
})

test('a turn is not held to blame for a database that is away, however often', async () => {
  await admin.query(`
    create function be_away() returns trigger language plpgsql as
      $$ begin
        if new.kind = 'say' then
          raise exception using errcode = 'cannot_connect_now', message = 'the database system is starting up';
        end if;
        return new;
      end $$`)
  await admin.query('create trigger be_away before insert on journal for each row execute function be_away()')
  const desk = await openDesk(server, { simulators, code: "await chat.say('Thanks')" })
  await desk.say('Hi')
  const failed = () => server.log.filter(({ error }) => String(error).includes('is starting up')).length
  await expect.poll(failed, { timeout: 15_000 }).toBeGreaterThan(4)
  await admin.query('drop trigger be_away on journal')

  await expect.poll(desk.phone).toEqual(['Thanks'])
})

describe('one that cannot be processed', () => {
  test('neither holds nor loses its neighbours', async () => {
    const desk = await openDesk(server, { simulators })
    const { account } = desk.number
    const bad = [
      { ...aText('x'), id: 'wamid.\u0000' },
      null,
      7,
      'text',
      { type: 'text' },
      { ...aText('x'), from: { nested: true } },
    ]
    const messages = Array.from({ length: 100 }, (_, n) => (n % 20 === 7 ? bad[(n - 7) / 20] : aText(`${n}`)))
    const good = messages.filter((_, n) => n % 20 !== 7) as ReturnType<typeof aText>[]

    expect((await desk.number.post(aBody(account, { messages }))).status).toBe(200)

    const wanted = good.map(({ text }) => text.body)
    await expect
      .poll(async () => (await textsOf(desk)).filter((text) => wanted.includes(text)), soon)
      .toEqual(wanted)
  })

  test('among statuses refuses none of the others', async () => {
    const desk = await openDesk(server, { simulators })
    await desk.say('Hi')
    await expect.poll(() => textsOf(desk)).toEqual(['Hi'])
    await simulators.whatsapp.settings({ sentMs: null, deliveredMs: null })
    await desk.answer('One')
    await expect.poll(desk.sent).toMatchObject([{ status: 'accepted' }])
    await simulators.whatsapp.settings({ sentMs: 5, deliveredMs: 10 })
    const { rows } = await admin.query('select id from delivery where org_id = $1', [desk.number.orgId])
    const base = { status: 'read', timestamp: '1795300100', recipient_id: '1' }
    const statuses = [
      { ...base, id: 'wamid.unknown' },
      { ...base, id: 'wamid.\u0000\ud800' },
      { ...base, id: 'wamid.ours', biz_opaque_callback_data: rows[0].id },
      { ...base, id: 'wamid.other', biz_opaque_callback_data: '\u0000' },
    ]

    expect((await desk.number.post(aBody(desk.number.account, { statuses }))).status).toBe(200)

    await expect.poll(desk.sent, soon).toMatchObject([{ status: 'read' }])
  })
})

test('an event of a number that is connected later stays where a person can see it', async () => {
  const { appId, secret } = await connectNumber(server)
  const text = JSON.stringify(aBody('not-yet', { messages: [aText('Hello')] }))
  await server.post(appId, text, signatureOf(text, secret))

  const find = 'select problem, detail from webhook_event where app_id = $1'
  await expect
    .poll(async () => (await admin.query(find, [appId])).rows)
    .toEqual([{ problem: 'quarantined', detail: 'message for the account not-yet' }])
})

test('the number of what came in and is not shown is told with the inbox', async () => {
  const desk = await openDesk(server, { simulators })
  const changes = [{ field: 'account_alerts', value: { metadata: { phone_number_id: desk.number.account } } }]
  for (let n = 0; n < 3; n++) await desk.number.post({ entry: [{ id: String(n), changes }] })

  const unhandled = async () => (await desk.agent.call(api.listInboxes)).inboxes[0]?.unhandled
  await expect.poll(unhandled).toEqual([{ type: 'account_alerts', count: 3 }])
})
