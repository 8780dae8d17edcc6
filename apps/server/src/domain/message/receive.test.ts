import { setTimeout as sleep } from 'node:timers/promises'
import { type Address, type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import {
  aBackend,
  aConversation,
  aMember,
  anAddress,
  anInbound,
  anInbox,
  anOrg,
  receive,
  testKeys,
} from '../../testing/factories.ts'
import { closeConversation } from '../conversation/close.ts'
import { getConversation } from '../conversation/conversation.ts'
import { takeOver } from '../conversation/take-over.ts'
import type { Inbox } from '../inbox/inbox.ts'
import type { Inbound } from './inbound.ts'
import { receiveMessage } from './receive.ts'
import { readPage } from './timeline.ts'

const { db, connect } = await testDatabase({ connectionsMax: 8 })
const admin = await connect()

async function aDesk({ withBackend = false } = {}) {
  const orgId = await anOrg(db)
  const backendId = withBackend ? (await aBackend(db, orgId)).backendId : null
  return { orgId, inbox: await anInbox(db, orgId, { backendId }), memberId: await aMember(db, orgId) }
}

const tryReceive = (inbox: Inbox, message: Inbound, seen = new Set<string>()) =>
  receiveMessage({ db, keys: testKeys, nodeId: newId(), seen }, inbox, { message, newRunId: newId() })

const conversationOf = (orgId: Id, id: Id) => db.withOrg(orgId, (tx) => getConversation(tx, id))

async function textsIn(orgId: Id, id: Id): Promise<string[]> {
  const { items } = await db.withOrg(orgId, (tx) => readPage(tx, id, { beforeSeq: null, limit: 200 }))
  return items.flatMap((item) =>
    item.type === 'message' && 'text' in item.content ? [item.content.text ?? ''] : [],
  )
}

async function countOf(table: 'contact' | 'conversation' | 'identity', orgId: Id): Promise<number> {
  return (await admin.query(`select count(*)::int from ${table} where org_id = $1`, [orgId])).rows[0].count
}

const bsuid = (value = `US.${newId()}`): Address => ({ kind: 'bsuid', value })

describe('a message that came before', () => {
  test('changes nothing, also a week later and in another conversation', async () => {
    const { orgId, inbox, memberId } = await aDesk()
    const message = anInbound('Once')
    const { conversationId } = await receive(db, inbox, message)
    const before = await conversationOf(orgId, conversationId)

    expect(await tryReceive(inbox, { ...message, id: newId() })).toBeNull()
    expect(await conversationOf(orgId, conversationId)).toEqual(before)

    await db.withOrg(orgId, (tx) => closeConversation(tx, { conversationId, memberId }))
    expect(await tryReceive(inbox, { ...message, id: newId() })).toBeNull()
    expect(await conversationOf(orgId, conversationId)).toMatchObject({ status: 'closed' })
    expect(await textsIn(orgId, conversationId)).toEqual(['Once'])
  })

  test('is stored once, however many nodes get it at the same moment', async () => {
    const { orgId, inbox } = await aDesk()
    const message = anInbound('Once', { sender: [bsuid(), anAddress()] })

    const results = await Promise.all(
      Array.from({ length: 20 }, () => tryReceive(inbox, { ...message, id: newId() })),
    )

    expect(results.filter((result) => result !== null)).toHaveLength(1)
    expect([await countOf('contact', orgId), await countOf('conversation', orgId)]).toEqual([1, 1])
  })

  test('is another message in another inbox', async () => {
    const { orgId, inbox } = await aDesk()
    const message = anInbound('Hello')
    await receive(db, inbox, message)

    const second = await receive(db, await anInbox(db, orgId), { ...message, id: newId() })

    expect(second.seq).toBe(1)
    expect(await countOf('contact', orgId)).toBe(1)
  })
})

describe('the place of a message', () => {
  test('is the next one, without a gap, in the order of arrival and not of the clock', async () => {
    const { orgId, inbox } = await aDesk()
    const { conversationId, sender } = await aConversation(db, inbox, { text: 'first' })
    const early = new Date(Date.now() - 3_600_000)

    const second = await receive(db, inbox, anInbound('second', { sender, sentAt: early }))

    expect(second.seq).toBe(2)
    expect(await textsIn(orgId, conversationId)).toEqual(['first', 'second'])
  })

  test('is given once, however many come at the same moment', async () => {
    const { inbox } = await aDesk()
    const { sender } = await aConversation(db, inbox)

    const received = await Promise.all(
      Array.from({ length: 30 }, () => receive(db, inbox, anInbound('x', { sender }))),
    )

    expect(received.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 30 }, (_, n) => n + 2),
    )
  })
})

describe('a contact', () => {
  test('who is new gets a contact, an address and a conversation, once, from many nodes at once', async () => {
    const { orgId, inbox } = await aDesk()
    const sender = [anAddress()]

    const all = await Promise.all(
      Array.from({ length: 15 }, () => receive(db, inbox, anInbound('Hi', { sender, senderName: 'Lin' }))),
    )

    expect(new Set(all.map(({ conversationId }) => conversationId)).size).toBe(1)
    expect([await countOf('contact', orgId), await countOf('identity', orgId)]).toEqual([1, 1])
  })

  test('may have a user id and no phone number', async () => {
    const { orgId, inbox } = await aDesk()
    const sender = [bsuid()]

    const first = await receive(db, inbox, anInbound('Hi', { sender, senderName: 'Sam' }))
    const second = await receive(db, inbox, anInbound('Again', { sender }))

    expect(second).toMatchObject({ contactId: first.contactId, seq: 2 })
    expect(await conversationOf(orgId, first.conversationId)).toMatchObject({
      contact: { name: 'Sam', address: sender[0]?.value },
    })
  })

  test('keeps the conversation when a second address comes along', async () => {
    const { orgId, inbox } = await aDesk()
    const [phone, userId] = [anAddress(), bsuid()]
    const first = await receive(db, inbox, anInbound('By phone', { sender: [phone] }))

    const both = await receive(db, inbox, anInbound('With both', { sender: [userId, phone] }))
    const alone = await receive(db, inbox, anInbound('By id', { sender: [userId] }))

    expect([both, alone].map(({ contactId }) => contactId)).toEqual([first.contactId, first.contactId])
    expect(await textsIn(orgId, first.conversationId)).toEqual(['By phone', 'With both', 'By id'])
    expect(await countOf('identity', orgId)).toBe(2)
  })

  test('is not merged with another because a platform sends their addresses together', async () => {
    const { orgId, inbox } = await aDesk()
    const [one, two] = [bsuid(), anAddress()]
    const first = await receive(db, inbox, anInbound('I', { sender: [one] }))
    const second = await receive(db, inbox, anInbound('You', { sender: [two] }))

    const both = await receive(db, inbox, anInbound('Who?', { sender: [one, two] }))

    expect(both.contactId).toBe(first.contactId)
    expect(await receive(db, inbox, anInbound('Me', { sender: [two] }))).toMatchObject({
      contactId: second.contactId,
    })
    expect(await countOf('contact', orgId)).toBe(2)
  })

  test('is somebody else in another org', async () => {
    const [here, there] = [await aDesk(), await aDesk()]
    const sender = [anAddress()]

    const first = await receive(db, here.inbox, anInbound('Hi', { sender }))
    const second = await receive(db, there.inbox, anInbound('Hi', { sender }))

    expect(second.contactId).not.toBe(first.contactId)
  })
})

describe('a closed conversation', () => {
  const closeAt = async (orgId: Id, conversationId: Id, days: number) => {
    const memberId = await aMember(db, orgId)
    await db.withOrg(orgId, (tx) => closeConversation(tx, { conversationId, memberId }))
    await admin.query('update conversation set closed_at = now() - $2 * interval $$1 day$$ where id = $1', [
      conversationId,
      days,
    ])
  }

  test.each([[0], [6.9]])('is opened again by a reply %s days later', async (days) => {
    const { orgId, inbox } = await aDesk()
    const { conversationId, sender } = await aConversation(db, inbox)
    await closeAt(orgId, conversationId, days)

    const again = await receive(db, inbox, anInbound('One more thing', { sender }))

    expect(again).toMatchObject({ conversationId, seq: 2 })
    expect(await conversationOf(orgId, conversationId)).toMatchObject({
      status: 'open',
      holder: 'nobody',
      unread: 1,
    })
  })

  test('is opened again by a message that waited while somebody closed it', async () => {
    const { orgId, inbox } = await aDesk()
    const { conversationId, sender } = await aConversation(db, inbox)
    const closing = await connect()
    await closing.query('begin')
    await closing.query('select 1 from conversation where id = $1 for update', [conversationId])
    const receiving = receive(db, inbox, anInbound('Just now', { sender }))
    await until(isWaitingForLock)
    await closing.query("update conversation set status = 'closed', closed_at = now() where id = $1", [
      conversationId,
    ])
    await closing.query('commit')

    expect(await receiving).toMatchObject({ conversationId, seq: 2 })
    expect(await conversationOf(orgId, conversationId)).toMatchObject({ status: 'open' })
  })

  test('is followed by a new one after a week', async () => {
    const { orgId, inbox } = await aDesk()
    const { conversationId, contactId, sender } = await aConversation(db, inbox)
    await closeAt(orgId, conversationId, 7.1)

    const later = await receive(db, inbox, anInbound('Long time', { sender }))

    expect(later).toMatchObject({ contactId, seq: 1 })
    expect(later.conversationId).not.toBe(conversationId)
    expect(await conversationOf(orgId, conversationId)).toMatchObject({ status: 'closed' })
  })
})

describe('the window', () => {
  const HOUR = 3_600_000

  test('is open for a day after the message was written, and never gets shorter', async () => {
    const { orgId, inbox } = await aDesk()
    const sentAt = new Date(Date.now() - HOUR)
    const { conversationId, sender } = await aConversation(db, inbox, { sentAt })
    const closesAt = new Date(sentAt.getTime() + 24 * HOUR).toISOString()
    expect((await conversationOf(orgId, conversationId)).windowClosesAt).toBe(closesAt)

    await receive(db, inbox, anInbound('Delayed', { sender, sentAt: new Date(Date.now() - 5 * HOUR) }))

    expect((await conversationOf(orgId, conversationId)).windowClosesAt).toBe(closesAt)
  })

  test('says what its end rests on: a message inside of a longer one opened by an ad changes nothing', async () => {
    const { orgId, inbox } = await aDesk()
    const sentAt = new Date(Date.now() - 30 * HOUR)
    const ad = { sentAt, windowHours: 168, windowOpenedBy: 'ad' as const }
    const { conversationId, sender } = await aConversation(db, inbox, ad)
    await receive(db, inbox, anInbound('Next day', { sender }))
    const opened = { windowOpenedBy: 'ad', windowOpenedAt: sentAt.toISOString() }
    expect(await conversationOf(orgId, conversationId)).toMatchObject(opened)

    await receive(db, inbox, anInbound('A comment', { sender, windowHours: 0 }))
    expect(await conversationOf(orgId, conversationId)).toMatchObject(opened)
    await receive(db, inbox, anInbound('👍', { sender, windowHours: 168, windowOpenedBy: 'reaction' }))
    expect(await conversationOf(orgId, conversationId)).toMatchObject({ windowOpenedBy: 'reaction' })
  })

  test('is not opened by what opens none', async () => {
    const { orgId, inbox } = await aDesk()

    const { conversationId } = await aConversation(db, inbox, { windowHours: 0 })

    expect((await conversationOf(orgId, conversationId)).windowClosesAt).toBeNull()
  })
})

describe('a run', () => {
  test('is started for the first message, and claimed for the node that took it in', async () => {
    const { orgId, inbox } = await aDesk({ withBackend: true })

    const { run, conversationId } = await aConversation(db, inbox)

    expect(run).toMatchObject({ wake: 'start', readSeq: 0, seenSeq: 1, claim: 1 })
    expect(await conversationOf(orgId, conversationId)).toMatchObject({ holder: 'backend' })
  })

  test('that is at work is not claimed twice', async () => {
    const { inbox } = await aDesk({ withBackend: true })
    const { sender } = await aConversation(db, inbox)

    expect(await receive(db, inbox, anInbound('Meanwhile', { sender }))).toMatchObject({ seq: 2, run: null })
  })

  test('that waits is woken', async () => {
    const { inbox } = await aDesk({ withBackend: true })
    const { sender, run } = await aConversation(db, inbox)
    await admin.query("update run set status = 'waiting', claimed_by = null where id = $1", [run?.id])

    const woken = await receive(db, inbox, anInbound('Answer', { sender }))

    expect(woken.run).toMatchObject({ id: run?.id, claim: 2, wake: 'message' })
  })

  test('is woken by a message that waited for the lock while its turn ended', async () => {
    const { inbox } = await aDesk({ withBackend: true })
    const { sender, run, conversationId } = await aConversation(db, inbox)
    const turn = await connect()
    await turn.query('begin')
    await turn.query('select 1 from conversation where id = $1 for update', [conversationId])
    const receiving = receive(db, inbox, anInbound('Just now', { sender }))
    await until(isWaitingForLock)
    await turn.query("update run set status = 'waiting', claimed_by = null where id = $1", [run?.id])
    await turn.query('commit')

    expect((await receiving).run).toMatchObject({ id: run?.id, claim: 2, wake: 'message', seenSeq: 2 })
  })

  test('is neither started nor woken while people hold the conversation', async () => {
    const { orgId, inbox, memberId } = await aDesk({ withBackend: true })
    const { conversationId, sender, run } = await aConversation(db, inbox)
    await admin.query("update run set status = 'waiting', claimed_by = null where id = $1", [run?.id])
    await db.withOrg(orgId, (tx) => takeOver(tx, { conversationId, memberId }))

    expect((await receive(db, inbox, anInbound('For a person', { sender }))).run).toBeNull()
  })

  test.each([
    ['reaction', { type: 'reaction' as const, emoji: '👍', targetExternalId: 'wamid.x' }],
    ['edit', { type: 'edit' as const, text: 'x', targetExternalId: 'wamid.x' }],
    ['unsend', { type: 'unsend' as const, targetExternalId: 'wamid.x' }],
    ['notice of the platform', { type: 'system' as const, event: 'identity_changed', text: 'x' }],
  ])('is not started by a %s, which is visible all the same', async (_, content) => {
    const { orgId, inbox } = await aDesk({ withBackend: true })

    const { run, conversationId } = await aConversation(db, inbox, { content })

    expect(run).toBeNull()
    expect(await conversationOf(orgId, conversationId)).toMatchObject({ holder: 'nobody', unread: 1 })
  })
})

async function isWaitingForLock(): Promise<boolean> {
  const { rowCount } = await admin.query(
    "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  )
  return rowCount !== 0
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(5)
}
