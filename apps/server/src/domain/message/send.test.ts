import { type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aBackend, aConversation, aMember, anInbox, anOrg } from '../../testing/factories.ts'
import { assignConversation } from '../conversation/assign.ts'
import { closeConversation } from '../conversation/close.ts'
import { getConversation } from '../conversation/conversation.ts'
import { giveToPeople } from '../conversation/give-to-people.ts'
import { handBack } from '../conversation/hand-back.ts'
import { retryMessage } from './retry.ts'
import { sendMessage } from './send.ts'
import { readPage } from './timeline.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

async function aDesk({
  channel = 'whatsapp' as 'whatsapp' | 'web',
  withBackend = false,
  sentAt = new Date(),
} = {}) {
  const orgId = await anOrg(db)
  const backendId = withBackend ? (await aBackend(db, orgId)).backendId : null
  const inbox = await anInbox(db, orgId, { channel, backendId })
  const windowHours = channel === 'web' ? 0 : 24
  const { conversationId, run } = await aConversation(db, inbox, { sentAt, windowHours })
  return { orgId, inbox, conversationId, run, memberId: await aMember(db, orgId) }
}

type Desk = Awaited<ReturnType<typeof aDesk>>

function send(
  { orgId, conversationId, memberId, inbox }: Desk,
  over: { clientId?: string; text?: string; replyToId?: Id } = {},
) {
  return db.withOrg(orgId, (tx) =>
    sendMessage(tx, {
      ...{ conversationId, memberId, clientId: newId(), text: 'Hello' },
      ...over,
      partsOf: () => (inbox.channel === 'web' ? null : (content) => [content]),
    }),
  )
}

const timelineOf = async ({ orgId, conversationId }: Desk) =>
  (await db.withOrg(orgId, (tx) => readPage(tx, conversationId, { beforeSeq: null, limit: 100 }))).items

const stateOf = ({ orgId, conversationId }: Desk) =>
  db.withOrg(orgId, (tx) => getConversation(tx, conversationId))

describe('the window', () => {
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)

  test.each([
    [23.9, null],
    [24.1, 'window_closed'],
    [24 * 30, 'window_closed'],
  ])('%s hours after the contact wrote: %s', async (hours, code) => {
    const desk = await aDesk({ sentAt: hoursAgo(hours) })

    const refusal = await send(desk).then(
      () => null,
      (error) => error.code,
    )

    expect(refusal).toBe(code)
    expect((await timelineOf(desk)).filter(({ type }) => type === 'message')).toHaveLength(code ? 1 : 2)
    if (code) expect(await stateOf(desk)).toMatchObject({ holder: 'nobody' })
  })

  test('does not concern the widget', async () => {
    const desk = await aDesk({ channel: 'web', sentAt: hoursAgo(500) })

    expect((await send(desk)).message).toMatchObject({ status: 'sent' })
  })
})

describe('an answer', () => {
  test('takes the turn, once, and tells it in the timeline', async () => {
    const desk = await aDesk({ withBackend: true })
    expect(await stateOf(desk)).toMatchObject({ holder: 'backend' })

    await send(desk)
    await send(desk)

    expect(await stateOf(desk)).toMatchObject({
      holder: 'human',
      waitingSince: null,
      preview: { text: 'Hello', author: 'agent', memberId: desk.memberId },
    })
    const epoch = 'select turn_epoch from conversation where id = $1'
    expect((await admin.query(epoch, [desk.conversationId])).rows).toEqual([{ turn_epoch: 1 }])
    const events = (await timelineOf(desk)).filter(({ type }) => type === 'event')
    expect(events).toMatchObject([{ event: 'taken_over', actor: 'member' }])
  })

  test('assigns the conversation to who takes the turn by it, unless somebody is assigned', async () => {
    const [free, taken] = [await aDesk({ withBackend: true }), await aDesk({ withBackend: true })]
    const ben = await aMember(db, taken.orgId)
    await db.withOrg(taken.orgId, (tx) => assignConversation(tx, { ...taken, assigneeId: ben }))

    await Promise.all([send(free), send(taken)])

    expect(await stateOf(free)).toMatchObject({ holder: 'human', assigneeId: free.memberId })
    expect(await stateOf(taken)).toMatchObject({ holder: 'human', assigneeId: ben })
  })

  test('takes no turn from people, and so assigns nobody', async () => {
    const desk = await aDesk({ withBackend: true })
    await db.withOrg(desk.orgId, (tx) => giveToPeople(tx, desk.conversationId))

    await send(desk)

    expect(await stateOf(desk)).toMatchObject({ holder: 'human', assigneeId: null })
  })

  test('of the same member keeps the assignee through a hand-back', async () => {
    const desk = await aDesk({ withBackend: true })
    await send(desk)

    await db.withOrg(desk.orgId, (tx) => handBack(tx, desk))

    expect(await stateOf(desk)).toMatchObject({ holder: 'backend', assigneeId: desk.memberId })
  })

  test('that is sent again with the same client id is one message, also at the same moment', async () => {
    const desk = await aDesk()
    const clientId = newId()

    const answers = await Promise.all(Array.from({ length: 8 }, () => send(desk, { clientId })))

    expect(new Set(answers.map(({ message }) => message.id)).size).toBe(1)
    expect((await timelineOf(desk)).filter(({ type }) => type === 'message')).toHaveLength(2)
  })

  test('that was stored is found again after the window closed', async () => {
    const desk = await aDesk()
    const clientId = newId()
    const first = await send(desk, { clientId })
    await admin.query("update conversation set window_closes_at = now() - interval '1 s' where id = $1", [
      desk.conversationId,
    ])

    expect((await send(desk, { clientId })).message.id).toBe(first.message.id)
  })

  test('to a closed conversation is refused', async () => {
    const desk = await aDesk()
    await db.withOrg(desk.orgId, (tx) => closeConversation(tx, desk))

    await expect(send(desk)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('quotes only what is in the same conversation', async () => {
    const [desk, other] = [await aDesk(), await aDesk()]
    const neighbour = await aConversation(db, desk.inbox)
    const [foreign] = await timelineOf(other)
    const [beside] = await timelineOf({ ...desk, conversationId: neighbour.conversationId })
    const [own] = await timelineOf(desk)

    for (const item of [foreign, beside])
      await expect(send(desk, { replyToId: item?.id ?? '' })).rejects.toMatchObject({ code: 'not_found' })
    expect((await send(desk, { replyToId: own?.id ?? '' })).message.replyTo).toEqual({
      id: own?.id,
      text: 'Hello',
    })
  })

  test('cancels what a backend has queued, and leaves what is on its way', async () => {
    const desk = await aDesk({ withBackend: true })
    const [sending, pending] = [await aDeliveryOf(desk, 'sending'), await aDeliveryOf(desk, 'pending')]

    await send(desk)

    const { rows } = await admin.query(
      'select id, status from delivery where conversation_id = $1 order by seq, id',
      [desk.conversationId],
    )
    expect(rows).toEqual([
      { id: sending, status: 'sending' },
      { id: pending, status: 'cancelled' },
      { id: expect.any(String), status: 'pending' },
    ])
  })
})

describe('a failed message', () => {
  test('is sent again, and only by its own conversation', async () => {
    const [desk, other] = [await aDesk(), await aDesk()]
    const { message } = await send(desk)
    const retry = ({ orgId, conversationId }: Desk) =>
      db.withOrg(orgId, (tx) => retryMessage(tx, { conversationId, messageId: message.id }))
    const neighbour = { ...desk, conversationId: (await aConversation(db, desk.inbox)).conversationId }
    await admin.query("update delivery set status = 'failed' where message_id = $1", [message.id])

    await expect(retry(other)).rejects.toMatchObject({ code: 'not_found' })
    await expect(retry(neighbour)).rejects.toMatchObject({ code: 'not_found' })
    expect(await retry(desk)).toMatchObject({ status: 'queued', statusReason: null })
    await expect(retry(desk)).rejects.toMatchObject({ code: 'conflict' })
  })
})

/** A message of the backend whose delivery stands like this. */
async function aDeliveryOf(
  { orgId, conversationId, inbox }: Desk,
  status: 'sending' | 'pending',
): Promise<Id> {
  const [id, messageId] = [newId(), newId()]
  await admin.query(
    `with c as (update conversation set seq = seq + 1, version = version + 1 where id = $3 returning seq, version),
     m as (insert into message (org_id, id, conversation_id, inbox_id, seq, direction, author, content, version, sent_at)
       select $1, $2, $3, $4, seq, 'out', 'backend', '\\x007b7d', version, now() from c)
     insert into delivery (org_id, id, message_id, conversation_id, inbox_id, seq, part, author, turn_epoch, status, version)
     select $1, $5, $2, $3, $4, seq, 0, 'backend', 0, $6, version from c`,
    [orgId, messageId, conversationId, inbox.id, id, status],
  )
  return id
}
