import { type Id, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import {
  aBackend,
  aContact,
  aMember,
  anAddress,
  anInbound,
  anInbox,
  anOrg,
  receive,
  testKeys,
} from '../../testing/factories.ts'
import { closeConversation } from '../conversation/close.ts'
import { createInboxes, type Inbox } from '../inbox/inbox.ts'
import { commitTurn } from '../run/commit-turn.ts'
import { promoteVersion } from './promote.ts'
import { setDraft, setSplit } from './traffic.ts'

const database = await testDatabase()
const { db } = database
const admin = await database.connect()
const NOBODY = { memberId: null, apiKeyId: null }

/** A backend with two versions, the first of them active, and a number that it answers. */
async function aBackendOfTwo() {
  const orgId = await anOrg(db)
  const name = `backend-${newId()}`
  const { backendId, versionId: active } = await aBackend(db, orgId, { name })
  const { versionId: other } = await aBackend(db, orgId, { name })
  await db.withOrg(orgId, (tx) =>
    promoteVersion(tx, name, { versionId: active, expect: other, actor: NOBODY }),
  )
  const { id: inboxId } = await anInbox(db, orgId, { backendId })
  const inbox = async (): Promise<Inbox> => (await createInboxes(db, testKeys)(orgId, inboxId)) as Inbox
  return { orgId, name, active, other, inbox }
}

type Two = Awaited<ReturnType<typeof aBackendOfTwo>>

const split = ({ orgId, name, other, active }: Two, percent: number) =>
  db.withOrg(orgId, (tx) =>
    setSplit(tx, name, { split: { versionId: other, percent }, expect: active, actor: NOBODY }),
  )

/** The version on which a contact's message starts a run; null when it starts none. */
const startedBy = async (inbox: Inbox, sender = anAddress()) => {
  const { run, contactId } = await receive(db, inbox, anInbound('Hi', { sender: [sender] }))
  return { contactId, versionId: run?.versionId ?? null, sender }
}

/** The node that has claimed a run. */
async function nodeOf(runId: Id): Promise<Id> {
  const { rows } = await admin.query('select claimed_by as id from run where id = $1', [runId])
  return rows[0].id
}

test('without split and draft every new run is on the active version', async () => {
  const two = await aBackendOfTwo()

  expect((await startedBy(await two.inbox())).versionId).toBe(two.active)
})

test('a split sends its part of the contacts to the other version, and a higher percent keeps them', async () => {
  const two = await aBackendOfTwo()
  await split(two, 30)
  const few = await two.inbox()
  const contacts = []
  for (let count = 0; count < 80; count++) contacts.push(await startedBy(few))
  const onOther = contacts.filter(({ versionId }) => versionId === two.other)
  await split(two, 70)
  const many = await two.inbox()
  const memberId = await aMember(db, two.orgId)

  const again: (Id | null)[] = []
  for (const { sender, contactId } of onOther.slice(0, 5)) {
    const { rows } = await admin.query('select id from conversation where contact_id = $1', [contactId])
    await db.withOrg(two.orgId, (tx) => closeConversation(tx, { conversationId: rows[0].id, memberId }))
    again.push((await startedBy(many, sender)).versionId)
  }

  expect(onOther.length).toBeGreaterThan(8)
  expect(onOther.length).toBeLessThan(44)
  expect(new Set(again)).toEqual(new Set([two.other]))
})

test('a test contact of the draft starts on it, whatever the split, and nobody else does', async () => {
  const two = await aBackendOfTwo()
  const plain = await anInbox(db, two.orgId)
  const sender = anAddress()
  const { contactId } = await receive(db, plain, anInbound('Known', { sender: [sender] }))
  await db.withOrg(two.orgId, (tx) =>
    setDraft(tx, two.name, { draft: { versionId: two.other, contactIds: [contactId] }, actor: NOBODY }),
  )
  const inbox = await two.inbox()

  expect((await startedBy(inbox, sender)).versionId).toBe(two.other)
  expect((await startedBy(inbox)).versionId).toBe(two.active)
})

test('a run that waits stays on its version when split, draft and active version change', async () => {
  const two = await aBackendOfTwo()
  const before = await two.inbox()
  const sender = anAddress()
  const first = await receive(db, before, anInbound('Hi', { sender: [sender] }))
  const run = first.run as NonNullable<typeof first.run>
  const wait = { kind: 'message' as const, position: '0001', name: '', dueAt: null }
  await commitTurn(db, run, {
    nodeId: await nodeOf(run.id),
    result: { entries: [], readSeq: first.seq, end: { type: 'wait', wait } },
    parts: null,
    next: null,
  })
  await db.withOrg(two.orgId, (tx) =>
    promoteVersion(tx, two.name, { versionId: two.other, expect: two.active, actor: NOBODY }),
  )

  const second = await receive(db, await two.inbox(), anInbound('Again', { sender: [sender] }))

  expect(second.run).toMatchObject({ id: run.id, versionId: two.active })
  expect((await startedBy(await two.inbox())).versionId).toBe(two.other)
})

test('a run that follows at once, for what was unread, is on the version that its contact has', async () => {
  const two = await aBackendOfTwo()
  const sender = anAddress()
  const { contactId } = await receive(
    db,
    await anInbox(db, two.orgId),
    anInbound('Known', { sender: [sender] }),
  )
  const first = await receive(db, await two.inbox(), anInbound('Hi', { sender: [sender] }))
  await db.withOrg(two.orgId, (tx) =>
    setDraft(tx, two.name, { draft: { versionId: two.other, contactIds: [contactId] }, actor: NOBODY }),
  )
  const inbox = await two.inbox()
  await receive(db, inbox, anInbound('More', { sender: [sender] }))
  const run = first.run as NonNullable<typeof first.run>
  const runId = newId()

  const committed = await commitTurn(db, run, {
    nodeId: await nodeOf(run.id),
    result: { entries: [], readSeq: first.seq, end: { type: 'done', outcome: null } },
    parts: null,
    next: inbox.backend ? { runId, backend: inbox.backend } : null,
  })

  expect(run.versionId).toBe(two.active)
  expect(committed).toMatchObject({ runId, nextVersionId: two.other })
})

test('contacts of another org are in no draft, and its versions in no split', async () => {
  const [mine, theirs] = [await aBackendOfTwo(), await aBackendOfTwo()]
  const strange = await aContact(db, await anInbox(db, theirs.orgId))
  const draft = { versionId: mine.other, contactIds: [strange] }
  const foreign = { split: { versionId: theirs.other, percent: 50 }, expect: mine.active, actor: NOBODY }

  await expect(
    db.withOrg(mine.orgId, (tx) => setDraft(tx, mine.name, { draft, actor: NOBODY })),
  ).rejects.toThrow('contacts')
  await expect(db.withOrg(mine.orgId, (tx) => setSplit(tx, mine.name, foreign))).rejects.toThrow('version')
  await expect(
    db.withOrg(mine.orgId, (tx) => setDraft(tx, theirs.name, { draft: null, actor: NOBODY })),
  ).rejects.toThrow('no micro-backend')
})
