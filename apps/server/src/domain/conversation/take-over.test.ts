import { type Id, newId } from '@hilo/protocol'
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
import { claimRun } from '../run/claim.ts'
import { closeConversation } from './close.ts'
import { getConversation } from './conversation.ts'
import { handBack } from './hand-back.ts'
import { takeOver } from './take-over.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

async function aDesk({ withBackend = true } = {}) {
  const orgId = await anOrg(db)
  const backendId = withBackend ? (await aBackend(db, orgId)).backendId : null
  const inbox = await anInbox(db, orgId, { backendId })
  const { conversationId, sender, run } = await aConversation(db, inbox)
  if (run) await wait(run.id)
  return {
    orgId,
    inbox,
    conversationId,
    sender,
    runId: run?.id ?? null,
    memberId: await aMember(db, orgId, { name: 'Ada' }),
  }
}

/** Lets the run wait for an answer, with a timer that runs out in an hour. */
async function wait(runId: Id): Promise<void> {
  const sql = `update run set status = 'waiting', claimed_by = null, due_at = now() + interval '1 hour' where id = $1`
  await admin.query(sql, [runId])
}

type Desk = Awaited<ReturnType<typeof aDesk>>

const take = (desk: Desk) => db.withOrg(desk.orgId, (tx) => takeOver(tx, desk))
const give = (desk: Desk) => db.withOrg(desk.orgId, (tx) => handBack(tx, desk))
const runRow = async ({ runId }: Desk) =>
  (await admin.query('select * from run where id = $1', [runId])).rows[0]

async function eventsOf({ orgId, conversationId }: Desk): Promise<string[]> {
  const { items } = await db.withOrg(orgId, (tx) =>
    readPage(tx, conversationId, { beforeSeq: null, limit: 100 }),
  )
  return items.flatMap((item) => (item.type === 'event' ? [`${item.event} by ${item.actorName}`] : []))
}

describe('takeOver', () => {
  test('gives the turn to the member, assigns it to them, and parks the timer of the run', async () => {
    const desk = await aDesk()

    expect(await take(desk)).toMatchObject({ holder: 'human', assigneeId: desk.memberId })

    expect(await eventsOf(desk)).toEqual(['taken_over by Ada'])
    expect(await runRow(desk)).toMatchObject({ status: 'waiting', due_at: null })
  })

  test('does nothing a second time, and leaves the conversation with whom it is assigned to', async () => {
    const desk = await aDesk()
    const first = await take(desk)
    const ben = await aMember(db, desk.orgId)

    expect(await db.withOrg(desk.orgId, (tx) => takeOver(tx, { ...desk, memberId: ben }))).toEqual(first)
    expect(await eventsOf(desk)).toHaveLength(1)
  })

  test('by two members at once has one winner', async () => {
    const desk = await aDesk()
    const members = await Promise.all(Array.from({ length: 6 }, () => aMember(db, desk.orgId)))

    await Promise.all(
      members.map((memberId) => db.withOrg(desk.orgId, (tx) => takeOver(tx, { ...desk, memberId }))),
    )

    expect(await eventsOf(desk)).toHaveLength(1)
  })

  test('of a closed conversation is refused', async () => {
    const desk = await aDesk()
    await db.withOrg(desk.orgId, (tx) => closeConversation(tx, desk))

    await expect(take(desk)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('a due timer', () => {
  test('waits while a person holds the conversation', async () => {
    const desk = await aDesk()
    await take(desk)
    await admin.query('update run set due_at = now() where id = $1', [desk.runId])
    const nodeId = newId()

    const claimed = await claimRun(db, {
      ...{ orgId: desk.orgId, runId: desk.runId ?? '', nodeId, living: [nodeId], wake: 'timer' as const },
    })

    expect(claimed).toBeNull()
    expect(await runRow(desk)).toMatchObject({ status: 'waiting', due_at: null, claimed_by: null })
  })
})

describe('handBack', () => {
  test('makes the run due, which asks again and takes nothing that people handled', async () => {
    const desk = await aDesk()
    await take(desk)
    await receive(db, desk.inbox, anInbound('For Ada', { sender: desk.sender }))

    const { conversation, runId } = await give(desk)

    expect(conversation).toMatchObject({ holder: 'backend', handoffReason: null, waitingSince: null })
    expect(runId).toBe(desk.runId)
    expect(await eventsOf(desk)).toEqual(['taken_over by Ada', 'handed_back by Ada'])
    const nodeId = newId()
    const run = await claimRun(db, {
      ...{ orgId: desk.orgId, runId: runId ?? '', nodeId, living: [nodeId], wake: 'timer' as const },
    })
    expect(run).toMatchObject({ wake: 'hand_back', readSeq: 2 })
  })

  test('without a live run leaves the turn to nobody: the next message starts one', async () => {
    const desk = await aDesk()
    await take(desk)
    await admin.query("update run set status = 'failed' where id = $1", [desk.runId])
    await admin.query('update conversation set run_id = null where id = $1', [desk.conversationId])

    expect(await give(desk)).toMatchObject({ conversation: { holder: 'nobody' }, runId: null })
    const { run } = await receive(db, desk.inbox, anInbound('Hello', { sender: desk.sender }))
    expect(run).toMatchObject({ wake: 'start' })
  })

  test('is refused where nobody holds the turn, or the conversation is closed', async () => {
    const desk = await aDesk()
    await expect(give(desk)).rejects.toMatchObject({ code: 'conflict' })
    await db.withOrg(desk.orgId, (tx) => closeConversation(tx, desk))

    await expect(give(desk)).rejects.toMatchObject({ code: 'conflict' })
    expect(await db.withOrg(desk.orgId, (tx) => getConversation(tx, desk.conversationId))).toMatchObject({
      status: 'closed',
    })
  })
})
