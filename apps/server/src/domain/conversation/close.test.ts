import { newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import {
  aBackend,
  aConversation,
  aMember,
  anInbound,
  anInbox,
  anOrg,
  receive,
} from '../../testing/factories.ts'
import { readPage } from '../message/timeline.ts'
import { addNote } from './add-note.ts'
import { assignConversation } from './assign.ts'
import { closeConversation, reopenConversation } from './close.ts'
import { getConversation } from './conversation.ts'
import { markRead } from './read.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

async function aDesk({ channel = 'whatsapp' as 'whatsapp' | 'web' } = {}) {
  const orgId = await anOrg(db)
  const { backendId } = await aBackend(db, orgId)
  const inbox = await anInbox(db, orgId, { channel, backendId })
  const { conversationId, sender, run } = await aConversation(db, inbox)
  return {
    orgId,
    inbox,
    conversationId,
    sender,
    runId: run?.id,
    memberId: await aMember(db, orgId, { name: 'Ada' }),
  }
}

type Desk = Awaited<ReturnType<typeof aDesk>>

const close = (desk: Desk) => db.withOrg(desk.orgId, (tx) => closeConversation(tx, desk))
const reopen = (desk: Desk) => db.withOrg(desk.orgId, (tx) => reopenConversation(tx, desk))
const read = (desk: Desk, seq: number) => db.withOrg(desk.orgId, (tx) => markRead(tx, { ...desk, seq }))
const stateOf = (desk: Desk) => db.withOrg(desk.orgId, (tx) => getConversation(tx, desk.conversationId))
const itemsOf = async ({ orgId, conversationId }: Desk) =>
  (await db.withOrg(orgId, (tx) => readPage(tx, conversationId, { beforeSeq: null, limit: 100 }))).items

describe('closing', () => {
  test('ends the run and leaves nothing unread', async () => {
    const desk = await aDesk()

    expect(await close(desk)).toMatchObject({
      conversation: { status: 'closed', holder: 'nobody', unread: 0, waitingSince: null },
      cancelled: { runId: desk.runId },
    })

    const { rows } = await admin.query('select status, due_at, wait from run where id = $1', [desk.runId])
    expect(rows).toEqual([{ status: 'cancelled', due_at: null, wait: null }])
    expect((await itemsOf(desk)).at(-1)).toMatchObject({ event: 'closed', actorName: 'Ada' })
  })

  test('a closed conversation changes nothing', async () => {
    const desk = await aDesk()
    const first = await close(desk)

    expect(await close(desk)).toEqual({ conversation: first.conversation, cancelled: null, wasOpen: false })
  })
})

describe('opening again', () => {
  test('gives the turn to people, and does nothing a second time', async () => {
    const desk = await aDesk()
    await close(desk)

    const first = await reopen(desk)

    expect(first).toMatchObject({ status: 'open', holder: 'human' })
    expect(await reopen(desk)).toEqual(first)
  })

  test('is refused when the contact has a newer one here', async () => {
    const desk = await aDesk()
    await close(desk)
    await admin.query("update conversation set closed_at = now() - interval '8 days' where id = $1", [
      desk.conversationId,
    ])
    await receive(db, desk.inbox, anInbound('New', { sender: desk.sender }))

    await expect(reopen(desk)).rejects.toMatchObject({ code: 'conflict' })
    expect(await stateOf(desk)).toMatchObject({ status: 'closed' })
  })
})

describe('reading', () => {
  const jobsOf = async ({ orgId }: Desk) =>
    (await admin.query('select kind from job where org_id = $1', [orgId])).rows.map(({ kind }) => kind)

  test('counts what is left, and tells the platform of the last that was read', async () => {
    const desk = await aDesk()
    for (const text of ['two', 'three'])
      await receive(db, desk.inbox, anInbound(text, { sender: desk.sender }))

    expect(await read(desk, 2)).toMatchObject({ unread: 1 })

    expect(await jobsOf(desk)).toEqual(['mark_read'])
  })

  test('backwards, twice or beyond the end is no more than reading to the end', async () => {
    const desk = await aDesk()
    const first = await read(desk, 2_147_483_647)

    expect(first).toMatchObject({ unread: 0 })
    expect(await read(desk, 1)).toEqual(first)
    expect(await read(desk, 2_147_483_647)).toEqual(first)
    expect(await jobsOf(desk)).toHaveLength(1)
  })

  test('in the widget tells no platform', async () => {
    const desk = await aDesk({ channel: 'web' })

    await read(desk, 1)

    expect(await jobsOf(desk)).toEqual([])
  })
})

describe('a note', () => {
  test('is written once, however often it is sent, and is no message', async () => {
    const desk = await aDesk()
    const clientId = newId()
    const before = await stateOf(desk)
    const write = () => db.withOrg(desk.orgId, (tx) => addNote(tx, { ...desk, clientId, text: 'Call back' }))

    const notes = await Promise.all([write(), write(), write()])

    expect(new Set(notes.map(({ id }) => id)).size).toBe(1)
    expect((await itemsOf(desk)).filter(({ type }) => type === 'note')).toMatchObject([
      { text: 'Call back', authorName: 'Ada', seq: 1 },
    ])
    expect(await stateOf(desk)).toMatchObject({ preview: before.preview, holder: before.holder })
  })
})

describe('assigning', () => {
  const assign = (desk: Desk, assigneeId: string | null) =>
    db.withOrg(desk.orgId, (tx) => assignConversation(tx, { ...desk, assigneeId }))

  test('is told in the timeline, once', async () => {
    const desk = await aDesk()

    await assign(desk, desk.memberId)
    const again = await assign(desk, desk.memberId)

    expect(again.assigneeId).toBe(desk.memberId)
    const events = (await itemsOf(desk)).filter(({ type }) => type === 'event')
    expect(events).toMatchObject([{ event: 'assigned', data: { to: 'Ada' } }])
    expect(await assign(desk, null)).toMatchObject({ assigneeId: null })
  })

  test('to a member of another org is refused, and changes nothing', async () => {
    const desk = await aDesk()
    const stranger = await aMember(db, await anOrg(db))

    await expect(assign(desk, stranger)).rejects.toMatchObject({ code: 'not_found' })
    expect(await stateOf(desk)).toMatchObject({ assigneeId: null })
  })
})
