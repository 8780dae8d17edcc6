import { type Content, type Id, newId, type TimelineItem } from '@hilo/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, aMember, anInbound, anInbox, anOrg, receive } from '../../testing/factories.ts'
import { addNote } from '../conversation/add-note.ts'
import { assignConversation } from '../conversation/assign.ts'
import { closeConversation, reopenConversation } from '../conversation/close.ts'
import { handBack } from '../conversation/hand-back.ts'
import { contactRead, markRead } from '../conversation/read.ts'
import { takeOver } from '../conversation/take-over.ts'
import { applyStatuses } from '../delivery/apply-statuses.ts'
import { settleDelivery } from '../delivery/settle.ts'
import { takeDelivery } from '../delivery/take.ts'
import type { Inbox } from '../inbox/inbox.ts'
import { amendMessage } from './amend.ts'
import { sendMessage } from './send.ts'
import { readChanges, readPage } from './timeline.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

type World = {
  orgId: Id
  inbox: Inbox
  memberId: Id
  conversationId: Id
  sender: Awaited<ReturnType<typeof aConversation>>['sender']
  externalIds: string[]
}

async function aWorld(channel: 'web' | 'whatsapp'): Promise<World> {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId, { channel })
  const externalId = newId()
  const { conversationId, sender } = await aConversation(db, inbox, { externalId })
  return {
    orgId,
    inbox,
    memberId: await aMember(db, orgId),
    conversationId,
    sender,
    externalIds: [externalId],
  }
}

/** Everything that can happen to a conversation. What is not allowed just now is refused, and changes nothing. */
const HAPPENINGS: Record<string, (world: World, n: number) => Promise<unknown>> = {
  receive: async (world) => {
    const externalId = newId()
    world.externalIds.push(externalId)
    await receive(db, world.inbox, anInbound('Hello', { sender: world.sender, externalId }))
  },
  send: (world) =>
    inOrg(world, (tx, at) =>
      sendMessage(tx, { ...at, clientId: newId(), text: 'Hi', partsOf: partsOf(world) }),
    ),
  note: (world) => inOrg(world, (tx, at) => addNote(tx, { ...at, clientId: newId(), text: 'A note' })),
  takeOver: (world) => inOrg(world, takeOver),
  handBack: (world) => inOrg(world, handBack),
  close: (world) => inOrg(world, closeConversation),
  reopen: (world) => inOrg(world, reopenConversation),
  assign: (world, n) =>
    inOrg(world, (tx, at) => assignConversation(tx, { ...at, assigneeId: n % 2 ? at.memberId : null })),
  markRead: (world, n) => inOrg(world, (tx, at) => markRead(tx, { ...at, seq: n })),
  contactRead: (world, n) => inOrg(world, (tx, at) => contactRead(tx, { ...at, seq: n })),
  edit: (world, n) => amend(world, n, { type: 'edit', text: `Edited ${n}` }),
  unsend: (world, n) => amend(world, n, { type: 'unsend' }),
  deliver: async ({ orgId, conversationId }, n) => {
    const nodeId = newId()
    const sending = await takeDelivery(db, { orgId, conversationId, nodeId })
    if (!sending) return
    const failure = { code: 'x', reason: 'Refused.' }
    const ends = [
      { type: 'accepted' as const, externalId: newId() },
      { type: 'failed' as const, failure },
      { type: 'again' as const, failure, afterMs: 0 },
      { type: 'unknown' as const, failure, afterMs: 0 },
    ]
    const settlement = ends[n % ends.length]
    if (settlement) await settleDelivery(db, sending, { nodeId, settlement })
  },
  status: async ({ orgId, inbox, conversationId }, n) => {
    const { rows } = await admin.query(
      'select id from delivery where conversation_id = $1 order by seq, part',
      [conversationId],
    )
    const id = rows[n % Math.max(rows.length, 1)]?.id as Id | undefined
    const status = (['sent', 'delivered', 'read', 'failed'] as const)[n % 4] ?? 'sent'
    if (!id) return
    const failure = status === 'failed' ? { code: 'x', reason: 'Gone.' } : null
    await applyStatuses(db, {
      ...{ orgId, inboxId: inbox.id },
      statuses: [{ externalId: newId(), opaque: id, status, failure }],
    })
  },
}

type Verb = (
  tx: Parameters<Parameters<typeof db.withOrg>[1]>[0],
  at: { conversationId: Id; memberId: Id },
) => Promise<unknown>

function inOrg({ orgId, conversationId, memberId }: World, verb: Verb): Promise<unknown> {
  return db.withOrg(orgId, (tx) => verb(tx, { conversationId, memberId }))
}

/** Two parts a message on a channel with deliveries. */
function partsOf({ inbox }: World): () => ((content: Content) => Content[]) | null {
  return () => (inbox.channel === 'web' ? null : (content) => [content, content])
}

function amend(
  { orgId, inbox, conversationId, externalIds }: World,
  n: number,
  content: { type: 'edit'; text: string } | { type: 'unsend' },
) {
  const targetExternalId = externalIds[n % externalIds.length] ?? ''
  return amendMessage(db, {
    orgId,
    inboxId: inbox.id,
    conversationId,
    direction: 'in',
    content: { ...content, targetExternalId },
  })
}

/** A client that fetches what changed after the version it has, and replaces items by their id. */
class Client {
  version = 0
  items = new Map<Id, TimelineItem>()

  async catchUp({ orgId, conversationId }: World): Promise<void> {
    for (let hasMore = true; hasMore; ) {
      const page = await db.withOrg(orgId, (tx) => readChanges(tx, conversationId, this.version))
      for (const item of page.items) this.items.set(item.id, item)
      this.version = page.version
      hasMore = page.hasMore
    }
  }

  shown(): TimelineItem[] {
    const rank = { message: 0, note: 1, event: 1 }
    return [...this.items.values()].sort(
      (a, b) => a.seq - b.seq || rank[a.type] - rank[b.type] || (a.id < b.id ? -1 : 1),
    )
  }
}

const pageOf = ({ orgId, conversationId }: World) =>
  db.withOrg(orgId, (tx) => readPage(tx, conversationId, { beforeSeq: null, limit: 200 }))

const happening = fc.record({
  name: fc.constantFrom(...Object.keys(HAPPENINGS)),
  n: fc.nat({ max: 11 }),
  looks: fc.boolean(),
})

describe('a client that applies changes', () => {
  test.each(['whatsapp', 'web'] as const)(
    'sees what a fresh page shows, whatever happened: %s',
    async (channel) => {
      await fc.assert(
        fc.asyncProperty(fc.array(happening, { minLength: 3, maxLength: 25 }), async (happenings) => {
          const world = await aWorld(channel)
          const client = new Client()
          for (const { name, n, looks } of happenings) {
            await HAPPENINGS[name]?.(world, n).catch(refused)
            if (looks) await client.catchUp(world)
          }
          await client.catchUp(world)

          const { items, version } = await pageOf(world)
          expect(client.shown()).toEqual(items)
          expect(client.version).toBe(version)
        }),
        { numRuns: 40 },
      )
    },
    60_000,
  )

  test('misses nothing while others write', async () => {
    const world = await aWorld('whatsapp')
    const client = new Client()
    let isDone = false
    const reading = (async () => {
      while (!isDone) await client.catchUp(world)
    })()

    await Promise.all(
      Array.from({ length: 40 }, (_, n) => HAPPENINGS[n % 2 ? 'receive' : 'send']?.(world, n).catch(refused)),
    )
    isDone = true
    await reading
    await client.catchUp(world)

    expect(client.shown()).toEqual((await pageOf(world)).items)
  })
})

function refused(error: unknown): void {
  if ((error as { name?: string }).name !== 'AppError') throw error
}

describe('a page', () => {
  test('ends before the given message, and the pages together are all of it, each item once', async () => {
    const world = await aWorld('whatsapp')
    for (let n = 0; n < 12; n++) await HAPPENINGS[n % 3 ? 'receive' : 'note']?.(world, n)
    const read = (beforeSeq: number | null) =>
      db.withOrg(world.orgId, (tx) => readPage(tx, world.conversationId, { beforeSeq, limit: 4 }))

    const pages: TimelineItem[][] = []
    for (let before: number | null = null; ; ) {
      const page = await read(before)
      pages.unshift(page.items)
      if (!page.hasMore) break
      before = page.items.find(({ type }) => type === 'message')?.seq ?? 0
    }

    expect(pages.length).toBeGreaterThan(2)
    expect(pages.flat()).toEqual((await pageOf(world)).items)
  })

  test('of a conversation that nobody has is not found', async () => {
    const world = await aWorld('web')

    await expect(pageOf({ ...world, conversationId: newId() })).rejects.toMatchObject({ code: 'not_found' })
    await expect(pageOf({ ...world, orgId: await anOrg(db) })).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('a message that the contact withdrew keeps its place and loses its text', async () => {
  const world = await aWorld('whatsapp')
  await amend(world, 0, { type: 'unsend' })

  const { items } = await pageOf(world)

  expect(items).toMatchObject([
    { seq: 1, unsentAt: expect.any(String), content: { type: 'unsupported', kind: 'unsent' } },
  ])
  expect(JSON.stringify(items)).not.toContain('Hello')
})
