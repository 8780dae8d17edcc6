import { expect, test } from 'vitest'
import { statement } from '../db/statement.ts'
import { listBackends } from '../domain/backend/backend.ts'
import { getConversation } from '../domain/conversation/conversation.ts'
import { listMembers } from '../domain/member/member.ts'
import { testDatabase } from './database.ts'
import {
  aBackend,
  aContact,
  aConversation,
  aMember,
  anInbound,
  anInbox,
  anOrg,
  receive,
} from './factories.ts'

const { db } = await testDatabase()

test('an org, its member and its backend are there for the domain', async () => {
  const orgId = await anOrg(db)
  await aMember(db, orgId, { name: 'Ada', role: 'owner' })
  await aBackend(db, orgId, { name: 'booking' })

  const [members, backends] = await db.withOrg(orgId, async (tx) => [
    await listMembers(tx),
    await listBackends(tx),
  ])

  expect(members).toMatchObject([{ name: 'Ada', role: 'owner' }])
  expect(backends).toMatchObject([{ name: 'booking', runs: { waiting: 0 } }])
})

test('a conversation begins with what the contact wrote', async () => {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)

  const { conversationId, seq } = await aConversation(db, inbox, { text: 'Good morning', senderName: 'Lin' })

  expect(seq).toBe(1)
  expect(await db.withOrg(orgId, (tx) => getConversation(tx, conversationId))).toMatchObject({
    status: 'open',
    unread: 1,
    contact: { name: 'Lin' },
    preview: { text: 'Good morning', author: 'contact' },
  })
})

test('a message to an inbox with a backend starts a run', async () => {
  const orgId = await anOrg(db)
  const { backendId, versionId } = await aBackend(db, orgId, { config: { tables: 4 } })
  const inbox = await anInbox(db, orgId, { backendId })

  const { run } = await aConversation(db, inbox)

  expect(run).toMatchObject({ versionId, config: { tables: 4 }, wake: 'start' })
})

test('a sender who is known goes on in the same conversation', async () => {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)
  const first = await aConversation(db, inbox)

  const second = await receive(db, inbox, anInbound('Again', { sender: first.sender }))

  expect(second).toMatchObject({ conversationId: first.conversationId, contactId: first.contactId, seq: 2 })
})

test('two contacts are two', async () => {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)

  const contacts = new Set([await aContact(db, inbox), await aContact(db, inbox)])

  expect(contacts.size).toBe(2)
  const count = statement('select count(*)::int from contact where org_id = $1')
  expect((await db.withOrg(orgId, (tx) => tx.query(count, [orgId]))).rows).toEqual([{ count: 2 }])
})
