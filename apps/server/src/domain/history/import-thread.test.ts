import { type Address, type Content, type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import {
  aBackend,
  aConversation,
  anAddress,
  anInbound,
  anInbox,
  anOrg,
  receive,
  testKeys,
} from '../../testing/factories.ts'
import { syncContact } from '../contact/sync-contact.ts'
import { getConversation } from '../conversation/conversation.ts'
import { listConversations } from '../conversation/list.ts'
import type { Inbox } from '../inbox/inbox.ts'
import { readChanges, readPage } from '../message/timeline.ts'
import { importThread, type Past } from './import-thread.ts'
import { placesOf } from './places.ts'

const { db } = await testDatabase({ connectionsMax: 6 })
const context = { db, keys: testKeys }
const DAY = 86_400_000

async function aDesk() {
  const orgId = await anOrg(db)
  const { backendId } = await aBackend(db, orgId)
  return { orgId, inbox: await anInbox(db, orgId, { backendId }), sender: [anAddress()] }
}

function past(text: string, daysAgo: number, over: Partial<Past> = {}): Past {
  const sentAt = new Date(Date.now() - daysAgo * DAY)
  return { ...anInbound(text, { windowHours: 0 }), isOwn: false, ...over, sentAt: over.sentAt ?? sentAt }
}

const read = (orgId: Id, id: Id) =>
  db.withOrg(orgId, async (tx) => {
    const { items } = await readPage(tx, id, { beforeSeq: null, limit: 200 })
    return items.flatMap((item) => (item.type === 'message' ? [item] : []))
  })
const textsIn = async (orgId: Id, id: Id) =>
  (await read(orgId, id)).map(({ content }) => ('text' in content ? content.text : content.type))
const all = (orgId: Id) => db.withOrg(orgId, (tx) => listConversations(tx, { status: 'all', limit: 50 }))
const conversationOf = (orgId: Id, id: Id) => db.withOrg(orgId, (tx) => getConversation(tx, id))
const thread = (inbox: Inbox, ...messages: Past[]) => importThread(context, inbox, messages)

describe('what was said before', () => {
  test('stands in a closed conversation, in its order, unread by nobody and answered by nobody', async () => {
    const { orgId, inbox, sender } = await aDesk()

    const imported = await thread(
      inbox,
      past('and now?', 20, { sender }),
      past('first', 30, { sender }),
      past('we answered', 25, { sender, isOwn: true }),
    )

    const id = imported?.conversationId as Id
    expect(imported?.count).toBe(3)
    expect(await textsIn(orgId, id)).toEqual(['first', 'we answered', 'and now?'])
    expect((await read(orgId, id)).map(({ author }) => author)).toEqual(['contact', 'agent', 'contact'])
    expect(await conversationOf(orgId, id)).toMatchObject({
      ...{ status: 'closed', holder: 'nobody', unread: 0, waitingSince: null, windowClosesAt: null },
      preview: { text: 'and now?', author: 'contact' },
    })
  })

  test('comes in any order of chunks, twice, and is there once', async () => {
    const { orgId, inbox, sender } = await aDesk()
    const messages = ['a', 'b', 'c', 'd', 'e'].map((text, at) => past(text, 50 - at, { sender }))
    const [a, b, c, d, e] = messages as [Past, Past, Past, Past, Past]

    await Promise.all([thread(inbox, d, b), thread(inbox, e, a), thread(inbox, c, b)])
    const again = await thread(inbox, ...messages.map((message) => ({ ...message, id: newId() })))

    expect(again).toBeNull()
    const { conversations } = await all(orgId)
    expect(conversations).toHaveLength(1)
    expect(await textsIn(orgId, conversations[0]?.id as Id)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('stands before what is said now, and changes nothing of it', async () => {
    const { orgId, inbox } = await aDesk()
    const { conversationId, sender } = await aConversation(db, inbox, { text: 'now' })
    const before = await conversationOf(orgId, conversationId)

    await thread(inbox, past('long ago', 90, { sender }))

    expect(await textsIn(orgId, conversationId)).toEqual(['long ago', 'now'])
    const { version: _, changedAt: __, ...same } = await conversationOf(orgId, conversationId)
    expect(before).toMatchObject(same)
    const after = await receive(db, inbox, anInbound('more', { sender }))
    expect(after.seq).toBe(2)
    const changes = await db.withOrg(orgId, (tx) => readChanges(tx, conversationId, before.version))
    expect(changes.items.map(({ seq }) => Math.sign(seq))).toEqual([-1, 1])
  })

  test('is opened again by a message of this week, and starts its backend', async () => {
    const { orgId, inbox, sender } = await aDesk()
    const imported = await thread(inbox, past('yesterday', 1, { sender }))

    const { conversationId, run } = await receive(db, inbox, anInbound('hello', { sender }))

    expect(conversationId).toBe(imported?.conversationId)
    expect(run).not.toBeNull()
    expect(await conversationOf(orgId, conversationId)).toMatchObject({ status: 'open', unread: 1 })
  })

  test('is turned page by page to its beginning', async () => {
    const { orgId, inbox, sender } = await aDesk()
    const said = await thread(inbox, ...[5, 4, 3].map((days) => past(`${days}`, days, { sender })))
    const id = said?.conversationId as Id
    const page = (beforeSeq: number | null) =>
      db.withOrg(orgId, (tx) => readPage(tx, id, { beforeSeq, limit: 2 }))

    const last = await page(null)
    const first = await page(last.items[0]?.seq ?? 0)

    expect([last.hasMore, first.hasMore]).toEqual([true, false])
    expect([...first.items, ...last.items]).toHaveLength(3)
  })

  test('brings a file later, in the place that was kept for it', async () => {
    const { orgId, inbox, sender } = await aDesk()
    const content: Content = { type: 'unsupported', kind: 'media_placeholder' }
    const [empty, words] = [past('', 9, { sender, content }), past('look', 8, { sender })]
    const said = await thread(inbox, empty, words)

    const file: Content = { type: 'media', kind: 'image', externalId: 'm1', mediaId: newId() }
    await thread(inbox, { ...empty, id: newId(), content: file })

    expect(await read(orgId, said?.conversationId as Id)).toMatchObject([
      { id: empty.id, content: { type: 'media', kind: 'image' }, media: { status: 'due' } },
      { id: words.id },
    ])
  })
})

test('places go by the second, keep equal ones apart, and never reach what is said now', () => {
  const at = (seconds: number) => new Date(seconds * 1000)
  const [first, second, third] = placesOf([at(100), at(50), at(100)], new Set())
  expect([second, first, third]).toEqual([50 - 2 ** 31, 100 - 2 ** 31, 101 - 2 ** 31])
  expect(placesOf([at(100)], new Set([100 - 2 ** 31]))).toEqual([101 - 2 ** 31])
  expect(placesOf([at(4e9), at(4e9)], new Set())).toEqual([-1, -2])
})

describe('the address book of the phone', () => {
  const sync = (inbox: Inbox, contact: Address[], name: string | null) =>
    syncContact(context, inbox, { contact, name, removed: name === null })

  test('names who writes later, before their own name, until they leave it', async () => {
    const { orgId, inbox, sender } = await aDesk()
    await sync(inbox, sender, 'Ada, plumber')
    const { conversationId } = await receive(db, inbox, anInbound('Hi', { sender, senderName: 'ada.l' }))
    expect(await conversationOf(orgId, conversationId)).toMatchObject({ contact: { name: 'Ada, plumber' } })

    await sync(inbox, sender, 'Ada Lovelace')
    expect(await conversationOf(orgId, conversationId)).toMatchObject({ contact: { name: 'Ada Lovelace' } })
    await sync(inbox, sender, null)
    expect((await conversationOf(orgId, conversationId)).contact.name).not.toBe('Ada Lovelace')
  })

  test('forgets who never wrote, and is no conversation', async () => {
    const { orgId, inbox, sender } = await aDesk()
    await sync(inbox, sender, 'Ada')
    expect((await all(orgId)).conversations).toEqual([])

    await sync(inbox, sender, null)
    const { conversationId } = await receive(db, inbox, anInbound('Hi', { sender }))
    expect(await conversationOf(orgId, conversationId)).toMatchObject({ contact: { name: null } })
  })
})
