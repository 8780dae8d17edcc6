import { type Content, type Id, type JournalEntry, newId, type TurnEnd } from '@hilo/protocol'
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
  testKeys,
} from '../../testing/factories.ts'
import { closeConversation } from '../conversation/close.ts'
import { getConversation } from '../conversation/conversation.ts'
import { takeOver } from '../conversation/take-over.ts'
import type { Inbox } from '../inbox/inbox.ts'
import { receiveMessage } from '../message/receive.ts'
import { readPage } from '../message/timeline.ts'
import { appendStep } from './append-step.ts'
import { claimRun, releaseRun } from './claim.ts'
import { commitTurn } from './commit-turn.ts'
import { loadJournal, loadTurnInput } from './load.ts'
import type { ClaimedRun } from './run.ts'
import { listRuns } from './view.ts'

const { db, connect } = await testDatabase({ connectionsMax: 8 })
const admin = await connect()

type Desk = {
  orgId: Id
  inbox: Inbox
  conversationId: Id
  sender: Parameters<typeof anInbound>[1]
  run: ClaimedRun
  nodeId: Id
  memberId: Id
}

/** A conversation whose first message has started a run, which this node has claimed. */
async function aRun({ channel = 'whatsapp' as 'whatsapp' | 'web' } = {}): Promise<Desk> {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId, { channel, backendId: (await aBackend(db, orgId)).backendId })
  const nodeId = newId()
  const message = anInbound('Hi')
  const context = { db, keys: testKeys, nodeId, seen: new Set<string>() }
  const received = await receiveMessage(context, inbox, { message, newRunId: newId() })
  if (!received?.run) throw new Error('No run was started.')
  const { conversationId, run } = received
  const sender = { sender: message.sender }
  return { orgId, inbox, conversationId, sender, run, nodeId, memberId: await aMember(db, orgId) }
}

const says = (position: string, text: string, kind: JournalEntry['kind'] = 'say'): JournalEntry => ({
  ...{ position, kind, name: text, value: null },
  content: { type: 'text', text },
})

const WAITS: TurnEnd = {
  type: 'wait',
  wait: { kind: 'message', position: '0002', name: 'How many?', dueAt: null },
}
const DONE: TurnEnd = { type: 'done', outcome: 'booked' }

type Over = { entries?: JournalEntry[]; end?: TurnEnd; readSeq?: number; say?: Content; run?: ClaimedRun }

function commit({ run, inbox, nodeId }: Desk, over: Over = {}) {
  const { entries = [], end = WAITS, readSeq = 1, say } = over
  return commitTurn(db, over.run ?? run, {
    nodeId,
    result: { entries, end, readSeq, ...(say ? { say: say as never } : {}) },
    parts: inbox.channel === 'web' ? null : (content) => [content],
    next: inbox.backend ? { runId: newId(), backend: inbox.backend } : null,
  })
}

const stateOf = ({ orgId, conversationId }: Desk) =>
  db.withOrg(orgId, (tx) => getConversation(tx, conversationId))
const itemsOf = async ({ orgId, conversationId }: Desk) =>
  (await db.withOrg(orgId, (tx) => readPage(tx, conversationId, { beforeSeq: null, limit: 100 }))).items
const runsOf = ({ orgId, conversationId }: Desk) => db.withOrg(orgId, (tx) => listRuns(tx, conversationId))
const claim = ({ orgId, run }: Desk, nodeId: Id, living = [nodeId]) =>
  claimRun(db, { orgId, runId: run.id, nodeId, living, wake: 'recover' })

describe('the end of a turn', () => {
  test('shows journal, messages, deliveries and state together', async () => {
    const desk = await aRun()
    const entries = [says('0001', 'Welcome'), says('0002', 'How many?', 'ask')]

    const committed = await commit(desk, { entries })

    expect(committed).toMatchObject({ seq: 3, lastInSeq: 1, runId: desk.run.id, promptSeq: 3, length: 2 })
    expect((await loadJournal(db, desk.run)).map(({ position, kind }) => `${position} ${kind}`)).toEqual([
      '0001 say',
      '0002 ask',
    ])
    expect(await itemsOf(desk)).toMatchObject([
      { seq: 1, direction: 'in' },
      { seq: 2, author: 'backend', runId: desk.run.id, status: 'sending' },
      { seq: 3, author: 'backend', status: 'queued' },
    ])
    expect(await stateOf(desk)).toMatchObject({
      holder: 'backend',
      waitingSince: null,
      preview: { text: 'How many?' },
    })
    expect(await runsOf(desk)).toMatchObject([{ status: 'waiting', waitingFor: { name: 'How many?' } }])
  })

  test('puts nothing on its way while something else is', async () => {
    const desk = await aRun()
    await commit(desk, { entries: [says('0001', 'One')] })
    const { run } = await receive(db, desk.inbox, anInbound('Go on', desk.sender))
    if (!run) throw new Error('The run was not woken.')
    const { rows } = await admin.query('select claimed_by from run where id = $1', [run.id])

    const committed = await commit(
      { ...desk, nodeId: rows[0].claimed_by },
      { run, entries: [says('0002', 'Two')], readSeq: 2 },
    )

    expect(committed).toMatchObject({ sending: null })
    const { rows: deliveries } = await admin.query(
      'select status from delivery where org_id = $1 order by seq',
      [desk.orgId],
    )
    expect(deliveries).toEqual([{ status: 'sending' }, { status: 'pending' }])
  })

  test('in the widget needs no delivery', async () => {
    const desk = await aRun({ channel: 'web' })

    await commit(desk, { entries: [says('0001', 'Welcome')] })

    expect((await itemsOf(desk)).at(-1)).toMatchObject({ author: 'backend', status: 'sent' })
    expect((await admin.query('select 1 from delivery where org_id = $1', [desk.orgId])).rows).toEqual([])
  })

  test('of a run that is done leaves the turn to nobody', async () => {
    const desk = await aRun()

    await commit(desk, { end: DONE })

    expect(await stateOf(desk)).toMatchObject({ holder: 'nobody' })
    expect(await runsOf(desk)).toMatchObject([
      { status: 'done', outcome: 'booked', endedAt: expect.any(String) },
    ])
  })

  test('of a run that is done with messages unread starts the next for them, in the same moment', async () => {
    const desk = await aRun()
    await receive(db, desk.inbox, anInbound('Meanwhile', desk.sender))

    const committed = await commit(desk, { end: DONE })

    if (committed === 'refused') throw new Error('It was refused.')
    expect(committed.runId).not.toBe(desk.run.id)
    expect(await stateOf(desk)).toMatchObject({ holder: 'backend' })
    expect((await runsOf(desk)).map(({ status }) => status)).toEqual(['running', 'done'])
  })

  test('that waits with messages unread keeps the claim for the next turn', async () => {
    const desk = await aRun()
    await receive(db, desk.inbox, anInbound('Meanwhile', desk.sender))

    expect(await commit(desk)).toMatchObject({ lastInSeq: 2, runId: desk.run.id })

    const { rows } = await admin.query('select claimed_by from run where id = $1', [desk.run.id])
    expect(rows).toEqual([{ claimed_by: desk.nodeId }])
  })

  test('of a run that failed gives the turn to people with the reason, and says something', async () => {
    const desk = await aRun()
    const failure = { code: 'exception' as const, message: 'The oven is cold' }

    await commit(desk, { end: { type: 'failed', failure }, say: { type: 'text', text: 'Sorry.' } })

    expect(await stateOf(desk)).toMatchObject({ holder: 'human', handoffReason: 'The oven is cold' })
    expect(await itemsOf(desk)).toMatchObject([
      { direction: 'in' },
      { author: 'system', content: { text: 'Sorry.' } },
      { event: 'run_failed', actor: 'backend', data: { code: 'exception' } },
    ])
  })
})

describe('a turn is refused, and nothing of it is written', () => {
  const ways: [string, (desk: Desk) => Promise<unknown>][] = [
    ['when a person took the turn', (desk) => db.withOrg(desk.orgId, (tx) => takeOver(tx, desk))],
    [
      'when the conversation was closed',
      (desk) => db.withOrg(desk.orgId, (tx) => closeConversation(tx, desk)),
    ],
    ['when another node claimed the run', async (desk) => claim(desk, newId())],
    [
      'when this node itself claimed the run anew',
      async (desk) => {
        await releaseRun(db, desk.run, { ...desk, againInMs: null, crashed: false })
        await claim(desk, desk.nodeId)
      },
    ],
    ['when it was committed before', (desk) => commit(desk)],
    [
      'when the claim was given back',
      (desk) => releaseRun(db, desk.run, { ...desk, againInMs: null, crashed: false }),
    ],
  ]

  test.each(ways)('%s', async (_, happens) => {
    const desk = await aRun()
    await happens(desk)
    const [before, items] = [await stateOf(desk), await itemsOf(desk)]

    expect(await commit(desk, { entries: [says('0001', 'Too late')] })).toBe('refused')

    expect(await stateOf(desk)).toEqual(before)
    expect(await itemsOf(desk)).toEqual(items)
    expect(await loadJournal(db, desk.run)).toEqual([])
  })

  test('when two commits of it meet, one of them', async () => {
    const desk = await aRun()

    const results = await Promise.all(
      Array.from({ length: 6 }, () => commit(desk, { entries: [says('0001', 'Once')] })),
    )

    expect(results.filter((result) => result !== 'refused')).toHaveLength(1)
    expect((await itemsOf(desk)).filter(({ type }) => type === 'message')).toHaveLength(2)
  })
})

describe('a step', () => {
  const step = (value: unknown): JournalEntry => ({ position: '0001', kind: 'step', name: 'book', value })

  test('is recorded once: whoever comes second gets the result of the first, however stale', async () => {
    const desk = await aRun()
    expect(await appendStep(db, desk.run, { entry: step({ ok: 'first' }) })).toMatchObject({
      value: { ok: 'first' },
    })
    const other = await claim(desk, newId())

    expect(await appendStep(db, other ?? desk.run, { entry: step({ ok: 'second' }) })).toMatchObject({
      value: { ok: 'first' },
    })
    expect(await appendStep(db, desk.run, { entry: step({ ok: 'third' }) })).toMatchObject({
      value: { ok: 'first' },
    })

    expect(await loadJournal(db, desk.run)).toMatchObject([{ value: { ok: 'first' } }])
    expect(await runsOf(desk)).toMatchObject([{ length: 1 }])
  })

  test('that many write at once has one result for all', async () => {
    const desk = await aRun()

    const recorded = await Promise.all(
      Array.from({ length: 10 }, (_, n) => appendStep(db, desk.run, { entry: step({ ok: n }) })),
    )

    expect(new Set(recorded.map(({ value }) => JSON.stringify(value))).size).toBe(1)
  })

  test('is recorded together with the answer that led to it, each of which is there once', async () => {
    const desk = await aRun()
    const book = { ...step({ ok: 1 }), position: '0002' }
    const answer = (text: string): JournalEntry => ({
      ...{ position: '0001.0001', kind: 'answer', name: 'Day?', value: { messageId: 'm1', answer: text } },
    })
    await appendStep(db, desk.run, { entry: book, before: [answer('Monday')] })
    await appendStep(db, desk.run, { entry: book, before: [answer('Tuesday')] })

    expect(await loadJournal(db, desk.run)).toMatchObject([{ value: { answer: 'Monday' } }, { kind: 'step' }])
    expect(await runsOf(desk)).toMatchObject([{ length: 2 }])
  })

  test('is kept when the turn around it is refused', async () => {
    const desk = await aRun()
    await appendStep(db, desk.run, { entry: step({ ok: 1 }) })
    await db.withOrg(desk.orgId, (tx) => takeOver(tx, desk))

    expect(await commit(desk, { entries: [says('0002', 'Never')] })).toBe('refused')

    expect(await loadJournal(db, desk.run)).toMatchObject([{ kind: 'step' }])
  })
})

describe('a claim', () => {
  test('is given to one of many who ask', async () => {
    const desk = await aRun()
    const nodes = Array.from({ length: 8 }, () => newId())

    const claims = await Promise.all(nodes.map((nodeId) => claim(desk, nodeId, nodes)))

    expect(claims.filter((run) => run !== null)).toHaveLength(1)
  })

  test('stands while its owner lives, and no longer', async () => {
    const desk = await aRun()
    const other = newId()

    expect(await claim(desk, other, [other, desk.nodeId])).toBeNull()
    expect(await claim(desk, other, [other])).toMatchObject({ claim: 2, wake: 'recover', seenSeq: 1 })
  })

  test('that is given back may be due again, and remembers a crash', async () => {
    const desk = await aRun()

    await releaseRun(db, desk.run, { nodeId: desk.nodeId, againInMs: 0, crashed: true })

    expect(await claim(desk, newId())).toMatchObject({ crashes: 1 })
  })

  test('of a run that ended cannot be had', async () => {
    const desk = await aRun()
    await commit(desk, { end: DONE })

    expect(await claim(desk, newId())).toBeNull()
  })
})

test('a turn reads what came after what it has read, without what was withdrawn', async () => {
  const desk = await aRun()
  const second = anInbound('second', desk.sender)
  await receive(db, desk.inbox, second)
  await receive(db, desk.inbox, anInbound('third', desk.sender))
  await admin.query('update message set unsent_at = now() where id = $1', [second.id])

  const { inbox, lastSeq } = await loadTurnInput(db, { ...desk.run, readSeq: 1 })

  expect(inbox.map(({ seq }) => seq)).toEqual([3])
  expect(lastSeq).toBe(3)
})

test('what a contact says is read by nobody in another org', async () => {
  const desk = await aRun()
  const elsewhere = await anOrg(db)
  await aConversation(db, await anInbox(db, elsewhere))

  await expect(loadJournal(db, { ...desk.run, orgId: elsewhere })).resolves.toEqual([])
  expect(
    await claimRun(db, { orgId: elsewhere, runId: desk.run.id, nodeId: newId(), living: [], wake: 'timer' }),
  ).toBeNull()
})
