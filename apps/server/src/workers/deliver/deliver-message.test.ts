import { setTimeout as sleep } from 'node:timers/promises'
import { api, newId } from '@hilo/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startServer } from '../../testing/server.ts'
import { startWithSimulators } from '../../testing/simulators.ts'
import { aBody, aText, connectNumber } from '../../testing/whatsapp.ts'

const { simulators, server, admin } = await startWithSimulators()
await simulators.whatsapp.settings({ sentMs: 20, deliveredMs: 40, readMs: null })
let desk: Desk

type Fault = Parameters<typeof simulators.whatsapp.fail>[0]

beforeEach(async () => {
  await simulators.whatsapp.clearFaults()
  desk = await openDesk(server, { simulators })
  await desk.say('Hello')
  await expect.poll(desk.conversationId).toBeTruthy()
})

const fail = (fault: Omit<Fault, 'personId'>) =>
  simulators.whatsapp.fail({ ...fault, personId: desk.personId } as Fault)

/** Lets the time pass that a delivery waits for; the database's clock is the only one that counts. */
async function letTimePass(): Promise<void> {
  await admin.query('update delivery set due_at = now() where org_id = $1 and due_at is not null', [
    desk.number.orgId,
  ])
}

async function deliveries(): Promise<{ status: string; attempts: number; due: number | null }[]> {
  const { rows } = await admin.query(
    `select status, attempts, extract(epoch from due_at - now())::float8 as due from delivery
     where org_id = $1 order by seq, part`,
    [desk.number.orgId],
  )
  return rows
}

const OTHERS = ['two', 'three', 'four', 'five', 'six']

/** The desk's contact, and five others who wrote to its number. */
async function openSix(): Promise<{ personId: string; conversationId: string }[]> {
  const phoneNumberId = desk.number.account
  const first = { personId: desk.personId, conversationId: await desk.conversationId() }
  const others = await Promise.all(
    OTHERS.map(async (name) => {
      const { id: personId } = await simulators.whatsapp.addPerson({ name })
      await simulators.whatsapp.say({ personId, phoneNumberId, text: 'Hello' })
      return { name, personId }
    }),
  )
  const list = async () => (await desk.agent.call(api.listConversations)).conversations
  await expect.poll(async () => (await list()).length, { timeout: 10_000 }).toBe(6)
  const conversations = await list()
  return [
    first,
    ...others.map(({ name, personId }) => ({
      personId,
      conversationId: conversations.find(({ contact }) => contact.name === name)?.id ?? '',
    })),
  ]
}

describe('a message', () => {
  test('is sent, and its ticks follow the statuses', async () => {
    await desk.answer('Good evening')

    await expect.poll(desk.sent).toEqual([{ text: 'Good evening', status: 'delivered', reason: null }])
    expect(await desk.phone()).toEqual(['Good evening'])
  })

  test('that is too long for one goes in parts, in order', async () => {
    const text = Array.from({ length: 900 }, (_, n) => `word${n}`).join(' ')
    await desk.answer(text)

    await expect.poll(desk.sent, { timeout: 5_000 }).toMatchObject([{ status: 'delivered' }])
    const parts = await desk.phone()
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.join(' ').replace(/\s+/g, ' ')).toBe(text)
  })

  test('to somebody without a phone number goes to the user id', async () => {
    desk = await openDesk(server, { simulators, bsuid: true })
    await desk.say('Hello')
    await expect.poll(desk.conversationId).toBeTruthy()
    await desk.answer('Good evening')

    await expect.poll(desk.phone).toEqual(['Good evening'])
  })

  test('quotes the message that it answers', async () => {
    const [question] = await desk.timeline()
    const params = { conversationId: await desk.conversationId() }
    const body = { clientId: newId(), text: 'To this', replyToId: question?.id }
    const message = await desk.agent.call(api.sendMessage, { params, body })

    expect(message.replyTo).toEqual({ id: question?.id, text: 'Hello' })
    const at = { personId: desk.personId, phoneNumberId: desk.number.account }
    await expect.poll(async () => (await simulators.whatsapp.messages(at)).at(-1)?.replyTo).toMatch(/^wamid/)
  })
})

describe('a refusal', () => {
  test.each<[string, Fault['kind'], RegExp]>([
    ['because the window is closed', '131047', /24|window/i],
    ['because the contact cannot be reached', '131026', /.{10,}/],
  ])('%s fails the message with a reason, and the next one goes', async (_, kind, reason) => {
    await fail({ kind })
    await desk.answer('One')
    await desk.answer('Two')

    await expect.poll(desk.sent).toMatchObject([
      { text: 'One', status: 'failed', reason: expect.stringMatching(reason) },
      { text: 'Two', status: 'delivered', reason: null },
    ])
    expect(await desk.phone()).toEqual(['Two'])
  })

  test('that comes as a status fails what was accepted', async () => {
    await fail({ kind: '131026', when: 'status' })
    await desk.answer('One')

    await expect
      .poll(desk.sent)
      .toMatchObject([{ status: 'failed', reason: expect.stringMatching(/.{10,}/) }])
  })

  test('can be sent again by a person', async () => {
    await fail({ kind: '131026' })
    const { id: messageId } = await desk.answer('One')
    await expect.poll(desk.sent).toMatchObject([{ status: 'failed' }])

    const params = { conversationId: await desk.conversationId(), messageId }
    const again = await desk.agent.call(api.retryMessage, { params })

    expect(again).toMatchObject({ id: messageId, status: 'queued' })
    await expect.poll(desk.sent).toMatchObject([{ text: 'One', status: 'delivered', reason: null }])
  })

  test('because of the pace to this contact waits, and everything behind it, in order', async () => {
    await fail({ kind: '131056', times: 2 })
    for (const text of ['One', 'Two', 'Three']) await desk.answer(text)

    await expect.poll(deliveries).toMatchObject([
      { status: 'pending', attempts: 1, due: expect.closeTo(4, -0.7) },
      { status: 'pending', attempts: 0 },
      { status: 'pending', attempts: 0 },
    ])
    expect((await desk.sent())[0]).toMatchObject({
      status: 'queued',
      reason: expect.stringMatching(/.{10,}/),
    })
    await letTimePass()
    // Refused again, and waiting: what is under way cannot be hurried.
    await expect
      .poll(async () => (await deliveries())[0], { timeout: 10_000 })
      .toMatchObject({ status: 'pending', attempts: 2 })
    await letTimePass()

    await expect.poll(desk.phone, { timeout: 10_000 }).toEqual(['One', 'Two', 'Three'])
  })

  test('because of the throughput is tried again by itself', async () => {
    await fail({ kind: '130429', times: 2 })
    await desk.answer('One')
    await desk.answer('Two')

    await expect.poll(desk.phone, { timeout: 8_000 }).toEqual(['One', 'Two'])
  })

  test('again and again ends in a failure that says why', async () => {
    await fail({ kind: '131056', times: 100 })
    await desk.answer('One')

    await expect
      .poll(
        async () => {
          await letTimePass()
          return (await deliveries())[0]
        },
        { timeout: 15_000, interval: 100 },
      )
      .toMatchObject({ status: 'failed', attempts: 6 })
  })
})

describe('a platform that is not able to answer anybody', { timeout: 60_000 }, () => {
  // As many as make it wait, and one that goes to see.
  test.each([
    ['130429' as const, 3],
    ['http_500' as const, 6],
  ])(
    'after %s is asked by one at a time; everything arrives in the end, once and in order',
    async (kind, times) => {
      const six = await openSix()
      await simulators.whatsapp.fail({ kind, times })
      const texts = ['1', '2', '3']
      for (const text of texts) {
        for (const { conversationId } of six) {
          const body = { clientId: newId(), text }
          await desk.agent.call(api.sendMessage, { params: { conversationId }, body })
        }
      }

      const shown = async ({ personId }: { personId: string }) =>
        (await simulators.whatsapp.messages({ personId, phoneNumberId: desk.number.account }))
          .filter(({ direction }) => direction === 'out')
          .map(({ body }) => (body as { body: string }).body)
      const all = async () => {
        await letTimePass()
        return Promise.all(six.map(shown))
      }
      await expect.poll(all, { timeout: 40_000, interval: 250 }).toEqual(six.map(() => texts))
      const told = async () => {
        const { entries } = await desk.agent.call(api.listLog, { query: {} })
        return entries.flatMap(({ kind: what }) => (what.startsWith('inbox.') ? [what] : [])).toSorted()
      }
      await expect.poll(told).toEqual(['inbox.goes_on', 'inbox.waits'])
    },
  )
})

describe('an answer that was lost', () => {
  test('is settled by the status that names the message, which is sent once', async () => {
    await fail({ kind: 'lose_answer' })
    await desk.answer('One')
    await desk.answer('Two')

    await expect.poll(desk.sent, { timeout: 5_000 }).toEqual([
      { text: 'One', status: 'delivered', reason: null },
      { text: 'Two', status: 'delivered', reason: null },
    ])
    expect(await desk.phone()).toEqual(['One', 'Two'])
  })

  test('of which no status comes is shown, waits ten seconds, and is sent again and said so', async () => {
    await fail({ kind: 'http_500' })
    await desk.answer('One')
    await desk.answer('Two')

    await expect
      .poll(async () => (await desk.sent())[0])
      .toMatchObject({
        status: 'unconfirmed',
        reason: expect.stringContaining('Could not confirm'),
      })
    const [first, second] = await deliveries()
    expect(first?.due).toBeGreaterThan(5)
    expect(first?.due).toBeLessThanOrEqual(10)
    expect(second).toMatchObject({ status: 'pending', attempts: 0 })
    await letTimePass()

    await expect.poll(desk.phone, { timeout: 3_000 }).toEqual(['One', 'Two'])
    await expect
      .poll(async () => (await desk.sent())[0])
      .toMatchObject({
        status: 'delivered',
        reason: expect.stringContaining('twice'),
      })
  })

  test('three times, while others are answered, is given up, and the next message goes', async () => {
    const [own, other] = await openSix()
    const conversationId = own?.conversationId ?? ''
    // More than three: one that was tried while nobody was answered does not count.
    await fail({ kind: 'http_500', times: 20 })
    const { id } = await answerIn(conversationId, 'One')
    await answerIn(conversationId, 'Two')

    const goesOn = async () => {
      const status = await statusOf(id)
      if (status !== 'unknown') return status
      const { id: theirs } = await answerIn(other?.conversationId ?? '', 'To you too')
      await expect.poll(() => statusOf(theirs), { timeout: 20_000 }).toBe('delivered')
      await letTimePass()
      return status
    }
    await expect.poll(goesOn, { timeout: 50_000, interval: 100 }).toBe('failed')
    await simulators.whatsapp.clearFaults()
    const goes = () => letTimePass().then(desk.phone)
    await expect.poll(goes, { timeout: 8_000 }).toEqual(['Two'])
  }, 60_000)

  test('as often as the platform answers nobody is none of the message’s: it goes in the end', async () => {
    await fail({ kind: 'http_500', times: 4 })
    await desk.answer('One')
    await desk.answer('Two')

    await expect
      .poll(
        async () => {
          await letTimePass()
          return desk.phone()
        },
        { timeout: 30_000, interval: 100 },
      )
      .toEqual(['One', 'Two'])
  }, 40_000)
})

function answerIn(conversationId: string, text: string): Promise<{ id: string }> {
  return desk.agent.call(api.sendMessage, { params: { conversationId }, body: { clientId: newId(), text } })
}

async function statusOf(messageId: string): Promise<string | undefined> {
  const find = 'select status from delivery where org_id = $1 and message_id = $2'
  return (await admin.query(find, [desk.number.orgId, messageId])).rows[0]?.status
}

test('the order holds, whatever the platform does', { timeout: 40_000 }, async () => {
  const texts = Array.from({ length: 8 }, (_, n) => `${n}`)
  await fail({ kind: '130429' })
  await desk.answer('0')
  for (const text of texts.slice(1)) {
    if (text === '3') await fail({ kind: 'lose_answer' })
    if (text === '5') await fail({ kind: '131056' })
    await desk.answer(text)
    await letTimePass()
  }

  await expect
    .poll(
      async () => {
        await letTimePass()
        return (await desk.phone()).length
      },
      { timeout: 15_000, interval: 200 },
    )
    .toBeGreaterThanOrEqual(texts.length)
  const shown = await desk.phone()
  expect(shown).toEqual([...shown].sort())
  expect(new Set(shown)).toEqual(new Set(texts))
})

test('what was committed and never sent is found and sent', async () => {
  // As a server leaves it that died between the commit and the sending.
  const conversationId = await desk.conversationId()
  await desk.answer('One')
  await expect.poll(desk.sent).toMatchObject([{ status: 'delivered' }])
  const { rows } = await admin.query(
    `update delivery set status = 'pending', external_id = null, attempts = 0, due_at = now(), claimed_by = null
     where org_id = $1 and conversation_id = $2 returning id`,
    [desk.number.orgId, conversationId],
  )
  expect(rows).toHaveLength(1)

  await expect.poll(desk.phone, { timeout: 3_000 }).toEqual(['One', 'One'])
})

test('reading and typing are told to the platform', async () => {
  const params = { conversationId: await desk.conversationId() }
  const at = { personId: desk.personId, phoneNumberId: desk.number.account }

  await desk.agent.call(api.markRead, { params, body: { seq: 1 } })

  await expect
    .poll(async () => (await simulators.whatsapp.messages(at))[0]?.status, { timeout: 3_000 })
    .toBe('read')
  expect(await desk.conversation()).toMatchObject({ unread: 0 })
  expect(await desk.agent.call(api.showTyping, { params })).toEqual({ shown: true })
  await expect.poll(jobsLeft, { timeout: 3_000 }).toBe(0)
})

async function jobsLeft(): Promise<number> {
  const sql = "select count(*)::int from job where org_id = $1 and kind <> 'keep_token'"
  const { rows } = await admin.query(sql, [desk.number.orgId])
  return rows[0].count
}

describe('without a platform', async () => {
  const lonely = await testDatabase()
  const offline = await startServer(lonely)
  const db = await lonely.connect()

  test('a message waits and says so; nothing is lost', async () => {
    const number = await connectNumber(offline)
    const agent = await offline.signIn(number.orgId)
    await number.post(aBody(number.account, { messages: [aText('Hello')] }))
    const list = () => agent.call(api.listConversations)
    await expect.poll(async () => (await list()).conversations.length).toBe(1)
    const conversationId = (await list()).conversations[0]?.id

    await agent.call(api.sendMessage, {
      params: { conversationId },
      body: { clientId: newId(), text: 'One' },
    })
    await sleep(200)

    const { items } = await agent.call(api.getTimeline, { params: { conversationId } })
    expect(items.at(-1)).toMatchObject({
      status: 'queued',
      statusReason: 'The platform could not be reached.',
    })
    const { rows } = await db.query('select status, attempts, unconfirmed from delivery')
    expect(rows).toMatchObject([{ status: 'pending', unconfirmed: 0 }])
  })
})
