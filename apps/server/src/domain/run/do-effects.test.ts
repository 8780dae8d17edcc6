import { type ContactChanges, type Id, type JournalEntry, newId, type TurnEnd } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aBackend, aMember, anInbound, anInbox, anOrg, testKeys } from '../../testing/factories.ts'
import { getConversation } from '../conversation/conversation.ts'
import { takeOver } from '../conversation/take-over.ts'
import { findMember } from '../member/find.ts'
import { receiveMessage } from '../message/receive.ts'
import { readPage } from '../message/timeline.ts'
import { commitTurn } from './commit-turn.ts'
import type { ClaimedRun } from './run.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

type Desk = { orgId: Id; conversationId: Id; run: ClaimedRun; nodeId: Id }

async function aRun(): Promise<Desk> {
  const orgId = await anOrg(db)
  const { backendId } = await aBackend(db, orgId, { name: 'sorting' })
  const inbox = await anInbox(db, orgId, { backendId })
  const nodeId = newId()
  const context = { db, keys: testKeys, nodeId, seen: new Set<string>() }
  const message = anInbound('Hi', { senderName: 'Lin' })
  const received = await receiveMessage(context, inbox, { message, newRunId: newId() })
  if (!received?.run) throw new Error('No run was started.')
  return { orgId, conversationId: received.conversationId, run: received.run, nodeId }
}

let place = 0
const entry = (kind: JournalEntry['kind'], name: string, value: unknown = null): JournalEntry => ({
  ...{ position: String(++place).padStart(4, '0'), kind, name, value },
})
const says = (text: string): JournalEntry => ({ ...entry('say', ''), content: { type: 'text', text } })
const sets = (set: ContactChanges) => entry('contact', Object.keys(set).join(), { before: {}, set })

const WAITS: TurnEnd = {
  type: 'wait',
  wait: { kind: 'message', position: '9999', name: 'Then?', dueAt: null },
}

const commit = ({ run, nodeId }: Desk, entries: JournalEntry[], end: TurnEnd = WAITS) =>
  commitTurn(db, run, {
    nodeId,
    result: { entries, end, readSeq: 1 },
    parts: (content) => [content],
    next: null,
  })

const stateOf = ({ orgId, conversationId }: Desk) =>
  db.withOrg(orgId, (tx) => getConversation(tx, conversationId))
const timelineOf = async ({ orgId, conversationId }: Desk) =>
  (await db.withOrg(orgId, (tx) => readPage(tx, conversationId, { beforeSeq: null, limit: 50 }))).items.map(
    (item) => {
      if (item.type === 'event') return `${item.actor} ${item.event} ${JSON.stringify(item.data)}`
      return item.type === 'note'
        ? `${item.author} ${item.authorName} notes: ${item.text}`
        : 'text' in item.content && item.content.text
    },
  )

/** A second turn of the same run, under the claim it has now. */
async function claimAgain(desk: Desk): Promise<Desk> {
  await admin.query('update run set claim = claim + 1, claimed_by = $2 where id = $1', [
    desk.run.id,
    desk.nodeId,
  ])
  return { ...desk, run: { ...desk.run, claim: desk.run.claim + 1 } }
}

describe('what code does to records', () => {
  test('becomes visible with the turn, between the messages where it was called', async () => {
    const desk = await aRun()

    const committed = await commit(desk, [
      entry('tag', 'vip'),
      says('One moment.'),
      entry('note', 'Wants', { text: 'Wants a table' }),
      sets({ locale: 'es', attributes: { visits: 1 } }),
      says('Done.'),
    ])

    expect(committed).toMatchObject({ seq: 3 })
    expect(await timelineOf(desk)).toEqual([
      'Hi',
      'backend tagged {"tag":"vip"}',
      'One moment.',
      'backend sorting notes: Wants a table',
      'backend contact_changed {"fields":"locale,attributes"}',
      'Done.',
    ])
    expect(await stateOf(desk)).toMatchObject({
      version: committed === 'refused' ? 0 : committed.version,
      tags: ['vip'],
      contact: { name: 'Lin', locale: 'es', attributes: { visits: 1 } },
    })
  })

  test('is done in the order of the calls, and told only where it changed something', async () => {
    const desk = await aRun()
    await commit(desk, [entry('tag', 'b'), entry('tag', 'a'), entry('tag', 'a'), entry('untag', 'never')])
    await commit(await claimAgain(desk), [entry('untag', 'a'), entry('tag', 'c'), entry('tag', 'b')])

    expect((await stateOf(desk)).tags).toEqual(['b', 'c'])
    expect((await timelineOf(desk)).slice(1)).toEqual([
      'backend tagged {"tag":"b"}',
      'backend tagged {"tag":"a"}',
      'backend untagged {"tag":"a"}',
      'backend tagged {"tag":"c"}',
    ])
  })

  test('of a turn that a person took is not done', async () => {
    const desk = await aRun()
    const memberId = await aMember(db, desk.orgId)
    const { conversationId } = desk
    await db.withOrg(desk.orgId, (tx) => takeOver(tx, { conversationId, memberId }))

    expect(await commit(desk, [entry('tag', 'vip'), sets({ name: 'X' })])).toBe('refused')

    expect(await stateOf(desk)).toMatchObject({ tags: [], contact: { name: 'Lin' } })
  })

  test('of a turn whose claim was lost is not done a second time', async () => {
    const desk = await aRun()
    const entries = [entry('note', 'x', { text: 'x' }), entry('assign', '', { memberId: null })]
    await commit(await claimAgain(desk), entries)

    expect(await commit(desk, entries)).toBe('refused')

    expect(await timelineOf(desk)).toEqual(['Hi', 'backend sorting notes: x'])
  })

  test('of a turn that failed after it is done too', async () => {
    const desk = await aRun()

    await commit(desk, [entry('tag', 'odd')], {
      type: 'failed',
      failure: { code: 'exception', message: 'x' },
    })

    expect(await stateOf(desk)).toMatchObject({ tags: ['odd'], holder: 'human' })
  })

  test('is all or nothing', async () => {
    const desk = await aRun()
    const same = entry('tag', 'vip')

    await expect(
      commit(desk, [same, { ...entry('note', 'x', { text: 'x' }), position: same.position }]),
    ).rejects.toThrow()

    expect(await stateOf(desk)).toMatchObject({ tags: [] })
    expect(await timelineOf(desk)).toEqual(['Hi'])
  })
})

describe('an assignee', () => {
  test('is found by the address in whatever case, in the own org only', async () => {
    const desk = await aRun()
    const memberId = await aMember(db, desk.orgId, { userId: 'ada' })

    expect(await findMember(db, desk.orgId, 'ADA@example.com')).toBe(memberId)
    expect(await findMember(db, await anOrg(db), 'ada@example.com')).toBeNull()
  })

  test('is told in the timeline, and again only when it changes', async () => {
    const desk = await aRun()
    const memberId = await aMember(db, desk.orgId, { name: 'Ada' })
    await commit(desk, [entry('assign', 'a', { memberId }), entry('assign', 'a', { memberId })])

    expect((await stateOf(desk)).assigneeId).toBe(memberId)
    await commit(await claimAgain(desk), [entry('assign', '', { memberId: null })])

    expect((await stateOf(desk)).assigneeId).toBeNull()
    expect((await timelineOf(desk)).slice(1)).toEqual([
      'backend assigned {"to":"Ada"}',
      'backend assigned {"to":null}',
    ])
  })

  test('who is gone, or is of another org, changes nothing and fails no turn', async () => {
    const desk = await aRun()
    const stranger = await aMember(db, await anOrg(db))

    const committed = await commit(desk, [
      entry('assign', 'a', { memberId: stranger }),
      entry('assign', 'b', { memberId: newId() }),
      entry('assign', 'c', { error: 'nobody' }),
    ])

    expect(committed).not.toBe('refused')
    expect(await stateOf(desk)).toMatchObject({ assigneeId: null })
    expect(await timelineOf(desk)).toEqual(['Hi'])
  })
})
