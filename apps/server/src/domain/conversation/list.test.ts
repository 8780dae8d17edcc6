import type { Conversation, Id } from '@hilo/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, aMember, anInbound, anInbox, anOrg, receive } from '../../testing/factories.ts'
import { assignConversation } from './assign.ts'
import { closeConversation } from './close.ts'
import { listChanges, listConversations } from './list.ts'
import { takeOver } from './take-over.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

const list = (orgId: Id, filter: Partial<Parameters<typeof listConversations>[1]> = {}) =>
  db.withOrg(orgId, (tx) => listConversations(tx, { status: 'open', limit: 50, ...filter }))

const ids = (page: { conversations: Conversation[] }) => page.conversations.map(({ id }) => id)

describe('the list', () => {
  test('begins with whoever spoke last', async () => {
    const orgId = await anOrg(db)
    const inbox = await anInbox(db, orgId)
    const one = await aConversation(db, inbox)
    const two = await aConversation(db, inbox)
    expect(ids(await list(orgId))).toEqual([two.conversationId, one.conversationId])

    await receive(db, inbox, anInbound('Me again', { sender: one.sender }))

    expect(ids(await list(orgId))).toEqual([one.conversationId, two.conversationId])
  })

  test('shows what it was asked for', async () => {
    const orgId = await anOrg(db)
    const [inbox, other] = [await anInbox(db, orgId), await anInbox(db, orgId)]
    const memberId = await aMember(db, orgId)
    const [open, closed, held] = [
      await aConversation(db, inbox),
      await aConversation(db, inbox),
      await aConversation(db, other),
    ]
    await db.withOrg(orgId, (tx) =>
      closeConversation(tx, { conversationId: closed.conversationId, memberId }),
    )
    await db.withOrg(orgId, (tx) => takeOver(tx, { conversationId: held.conversationId, memberId }))

    expect(ids(await list(orgId))).toEqual([held.conversationId, open.conversationId])
    expect(ids(await list(orgId, { status: 'closed' }))).toEqual([closed.conversationId])
    expect(ids(await list(orgId, { status: 'all' }))).toHaveLength(3)
    expect(ids(await list(orgId, { holder: 'human' }))).toEqual([held.conversationId])
    expect(ids(await list(orgId, { inboxId: other.id }))).toEqual([held.conversationId])
    expect(ids(await list(orgId, { assigneeId: memberId }))).toEqual([held.conversationId])
    expect(ids(await list(await anOrg(db), { status: 'all' }))).toEqual([])
  })

  test('in pages of any size holds every conversation once, also those of the same moment', async () => {
    const orgId = await anOrg(db)
    const inbox = await anInbox(db, orgId)
    for (let n = 0; n < 17; n++) await aConversation(db, inbox)
    await admin.query(
      "update conversation set last_message_at = '2026-11-01' where org_id = $1 and random() < 0.7",
      [orgId],
    )
    const all = ids(await list(orgId))

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 18 }), async (limit) => {
        const seen: Id[] = []
        for (let cursor: string | undefined; ; ) {
          const page = await list(orgId, { limit, ...(cursor ? { cursor } : {}) })
          seen.push(...ids(page))
          if (page.next === null) break
          cursor = page.next
        }
        expect(seen).toEqual(all)
      }),
      { numRuns: 18 },
    )
  })

  test.each([
    ['nonsense', 'x'],
    ['no time', '2026 00000000-0000-7000-8000-000000000000'],
    ['a year that no database knows', '0000-01-01T00:00:00.000Z 00000000-0000-7000-8000-000000000000'],
    ['a day that no month has', '2026-13-45T00:00:00.000Z 00000000-0000-7000-8000-000000000000'],
    ['no id', `2026-01-01T00:00:00.000Z ${'-'.repeat(36)}`],
  ])('refuses a cursor with %s', async (_, text) => {
    const cursor = Buffer.from(text).toString('base64url')

    await expect(list(await anOrg(db), { cursor })).rejects.toMatchObject({ code: 'invalid_request' })
  })
})

describe('what changed', () => {
  test('is told since a time, each conversation as it is now', async () => {
    const orgId = await anOrg(db)
    const inbox = await anInbox(db, orgId)
    const memberId = await aMember(db, orgId)
    const [still, moved] = [await aConversation(db, inbox), await aConversation(db, inbox)]
    await admin.query("update conversation set changed_at = now() - interval '1 hour' where org_id = $1", [
      orgId,
    ])
    const since = new Date(Date.now() - 60_000).toISOString()
    const { conversationId } = moved

    await db.withOrg(orgId, (tx) =>
      assignConversation(tx, { conversationId, assigneeId: memberId, memberId }),
    )

    const changes = await db.withOrg(orgId, (tx) => listChanges(tx, since))
    expect(changes.conversations).toMatchObject([{ id: conversationId, assigneeId: memberId }])
    expect(ids(changes)).not.toContain(still.conversationId)
    expect(changes.truncated).toBe(false)
    expect(Date.parse(changes.now)).toBeGreaterThan(Date.parse(since))
  })

  test('says when it is too much to tell', async () => {
    const orgId = await anOrg(db)
    const inbox = await anInbox(db, orgId)
    await aConversation(db, inbox)
    await admin.query(
      `insert into conversation (org_id, id, inbox_id, contact_id, status)
       select org_id, gen_random_uuid(), inbox_id, contact_id, 'closed' from conversation, generate_series(1, 201)
       where org_id = $1`,
      [orgId],
    )

    const changes = await db.withOrg(orgId, (tx) => listChanges(tx, '2026-01-01T00:00:00Z'))

    expect(changes.truncated).toBe(true)
    expect(changes.conversations).toHaveLength(200)
  })

  test('may be asked since any time that can be written', async () => {
    const orgId = await anOrg(db)

    for (const since of ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) {
      expect(await db.withOrg(orgId, (tx) => listChanges(tx, since))).toMatchObject({ conversations: [] })
    }
  })
})
