import type { Id } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { decode } from '../../db/codec.ts'
import { statement } from '../../db/statement.ts'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, aMember, anInbox, anOrg } from '../../testing/factories.ts'
import { untilHeldUp } from '../../testing/lock.ts'
import { getConversation } from '../conversation/conversation.ts'
import { deleteTag, renameTag } from './change.ts'
import { putTag } from './tag.ts'
import { tellTagged } from './tell-tagged.ts'

const database = await testDatabase()
const { db } = database
const admin = await database.connect()
const JOB = statement("select id from job where org_id = $1 and kind = 'retag' order by id")
const TOLD = statement(`
  select type, data from conversation_event where org_id = $1 and conversation_id = $2 order by id`)

async function twoConversations() {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)
  const [one, other] = [await aConversation(db, inbox), await aConversation(db, inbox)]
  const ids = [one.conversationId, other.conversationId].sort()
  return {
    ...{ orgId, one: ids[0] ?? '', other: ids[1] ?? '' },
    actor: { memberId: await aMember(db, orgId), apiKeyId: null },
    put: (id: Id, tag = 'vip') => db.withOrg(orgId, (tx) => putTag(tx, id, tag)),
    seen: (id: Id) => db.withOrg(orgId, (tx) => getConversation(tx, id)),
    told: (id: Id) =>
      db.withOrg(orgId, async (tx) => {
        const { rows } = await tx.query<{ type: string; data: Buffer }>(TOLD, [orgId, id])
        return rows.map(({ type, data }) => ({ type, ...decode<Record<string, unknown>>(data) }))
      }),
  }
}

/** The first job that waits, done from where it is to where it ends; how many were told in each batch. */
async function work(orgId: Id): Promise<number[]> {
  const batches: number[] = []
  for (;;) {
    const left = await db.withOrg(orgId, async (tx) => {
      const { rows } = await tx.query<{ id: Id }>(JOB, [orgId])
      if (!rows[0]) return 0
      batches.push((await tellTagged(tx, rows[0].id)).told.length)
      return rows.length
    })
    if (left === 0) return batches
  }
}

test('a tag that is put while it is deleted is made anew', async () => {
  const { orgId, one, actor, put, seen } = await twoConversations()
  await put(one)
  let putting: Promise<boolean> | undefined
  await db.withOrg(orgId, async (tx) => {
    await deleteTag(tx, { tag: 'vip', actor })
    putting = put(one)
    await untilHeldUp(admin, 'hilo_app')
  })

  expect(await putting).toBe(true)
  expect((await seen(one)).tags).toEqual(['vip'])
})

test('a deletion waits for who puts the tag, and each conversation is told once', async () => {
  const { orgId, one, other, actor, put, seen } = await twoConversations()
  await put(one)
  let deleting: Promise<number> | undefined
  await db.withOrg(orgId, async (tx) => {
    await putTag(tx, other, 'vip')
    deleting = db.withOrg(orgId, (mine) => deleteTag(mine, { tag: 'vip', actor }))
    await untilHeldUp(admin, 'hilo_app')
  })
  const { version } = await seen(other)

  expect(await deleting).toBe(2)
  expect((await seen(other)).tags).toEqual([])
  expect(await work(orgId)).toEqual([2, 0])
  expect((await seen(other)).version).toBe(version + 1)
})

test('those that had a tag when it was renamed are told, and not who gets it since', async () => {
  const { orgId, one, other, actor, put, seen } = await twoConversations()
  await put(one)
  await db.withOrg(orgId, (tx) => renameTag(tx, { tag: 'vip', to: 'friend', actor }))
  await put(other, 'friend')

  expect(await work(orgId)).toEqual([1, 0])
  expect((await seen(one)).tags).toEqual(['friend'])
})

test('what became of a tag is told in its order, also where two processes tell it', async () => {
  const { orgId, one, other, actor, put, told } = await twoConversations()
  const rename = (tag: string, to: string) => db.withOrg(orgId, (tx) => renameTag(tx, { tag, to, actor }))
  await put(one)
  await rename('vip', 'friend')
  await put(other, 'friend')
  await rename('friend', 'patron')
  await rename('patron', 'vip')
  await db.withOrg(orgId, (tx) => deleteTag(tx, { tag: 'vip', actor }))
  await put(one)

  await Promise.all([work(orgId), work(orgId)])

  const since = [
    { type: 'tagged', from: 'friend', tag: 'patron' },
    { type: 'tagged', from: 'patron', tag: 'vip' },
    { type: 'untagged', tag: 'vip', isDeleted: true },
  ]
  expect(await told(one)).toEqual([{ type: 'tagged', from: 'vip', tag: 'friend' }, ...since])
  expect(await told(other)).toEqual(since)
})

test('a tag that is renamed again while the conversations are told is told of twice, in that order', async () => {
  const { orgId, one, other, actor, put, seen, told } = await twoConversations()
  await Promise.all([put(one), put(other)])
  await db.withOrg(orgId, (tx) => renameTag(tx, { tag: 'vip', to: 'friend', actor }))
  // Who is told of the first writes just now, and who puts the tag waits for whoever renames it.
  await db
    .withOrg(orgId, async (tx) => {
      const { rows } = await tx.query<{ id: Id }>(JOB, [orgId])
      await tellTagged(tx, rows[0]?.id ?? '')
      const again = db.withOrg(orgId, (mine) => renameTag(mine, { tag: 'friend', to: 'vip', actor }))
      await untilHeldUp(admin, 'hilo_app')
      return { again }
    })
    .then(({ again }) => again)

  expect(await work(orgId)).toEqual([0, 2, 0])
  const all = [
    { type: 'tagged', from: 'vip', tag: 'friend' },
    { type: 'tagged', from: 'friend', tag: 'vip' },
  ]
  expect([await told(one), await told(other)]).toEqual([all, all])
  expect((await seen(one)).tags).toEqual(['vip'])
})
