import { type Id, newId } from '@hilo/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, aMember, anInbox, anOrg } from '../../testing/factories.ts'
import { sendMessage } from '../message/send.ts'
import { applyStatuses, type Status } from './apply-statuses.ts'
import { settleDelivery } from './settle.ts'
import { takeDelivery } from './take.ts'

const { db, connect } = await testDatabase()
const admin = await connect()
const nodeId = newId()

async function aDesk(messages = 1) {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)
  const { conversationId } = await aConversation(db, inbox)
  const memberId = await aMember(db, orgId)
  for (let n = 0; n < messages; n++) {
    const send = { conversationId, memberId, clientId: newId(), text: `${n}` }
    await db.withOrg(orgId, (tx) => sendMessage(tx, { ...send, partsOf: () => (content) => [content] }))
  }
  return { orgId, inboxId: inbox.id, conversationId }
}

type Desk = Awaited<ReturnType<typeof aDesk>>

async function deliveriesOf({ conversationId }: Desk): Promise<{ id: Id; status: string; due: boolean }[]> {
  const { rows } = await admin.query(
    'select id, status, due_at <= now() as due from delivery where conversation_id = $1 order by seq, part',
    [conversationId],
  )
  return rows
}

async function accept(desk: Desk, externalId = newId()): Promise<string> {
  const sending = await takeDelivery(db, { ...desk, nodeId })
  if (!sending) throw new Error('There is nothing to send.')
  await settleDelivery(db, sending, { nodeId, settlement: { type: 'accepted', externalId } })
  return externalId
}

const apply = (desk: Desk, ...statuses: Status[]) => applyStatuses(db, { ...desk, statuses })

function aStatus(status: Status['status'], over: Partial<Status> = {}): Status {
  const failure = status === 'failed' ? { code: '131026', reason: 'Cannot be reached.' } : null
  return { externalId: 'unknown', opaque: null, status, failure, ...over }
}

const ORDER = ['accepted', 'sent', 'failed', 'delivered', 'read']

describe('statuses', () => {
  test('end in the furthest of them, in any order, any number of times and in any grouping', async () => {
    const kinds = fc.constantFrom<Status['status']>('sent', 'delivered', 'read', 'failed')
    const groups = fc.array(fc.array(kinds, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(groups, fc.boolean(), async (all, isByOpaque) => {
        const desk = await aDesk()
        const externalId = await accept(desk)
        const [before] = await deliveriesOf(desk)
        const name = isByOpaque ? { opaque: before?.id ?? null } : { externalId }
        const seen: string[] = ['accepted']

        for (const group of all) {
          await apply(desk, ...group.map((status) => aStatus(status, name)))
          seen.push(...group)
          const [delivery] = await deliveriesOf(desk)
          const furthest = ORDER.findLast((status) => seen.includes(status))
          expect(delivery?.status).toBe(furthest)
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  test('of all messages are applied at once, each to its own', async () => {
    const desk = await aDesk(3)
    const ids = [newId(), newId(), newId()]
    let sending = await takeDelivery(db, { ...desk, nodeId })
    for (const externalId of ids) {
      const settlement = { type: 'accepted' as const, externalId }
      sending = (await settleDelivery(db, sending ?? never(), { nodeId, settlement })).next
    }

    const changes = await apply(
      desk,
      ...ids.map((externalId, n) =>
        aStatus((['read', 'sent', 'failed'] as const)[n] ?? 'sent', { externalId }),
      ),
    )

    expect((await deliveriesOf(desk)).map(({ status }) => status)).toEqual(['read', 'sent', 'failed'])
    expect(changes).toHaveLength(1)
  })

  test('of what is not ours change nothing', async () => {
    const [desk, other] = [await aDesk(), await aDesk()]
    const externalId = await accept(desk)
    const [delivery] = await deliveriesOf(desk)

    expect(await apply(desk, aStatus('read'), aStatus('read', { opaque: newId() }))).toEqual([])
    expect(await apply(other, aStatus('read', { externalId }))).toEqual([])
    expect(await apply(other, aStatus('read', { opaque: delivery?.id ?? '' }))).toEqual([])
    expect(await apply(desk, aStatus('read', { opaque: "x'; drop table message" }))).toEqual([])
    expect((await deliveriesOf(desk)).map(({ status }) => status)).toEqual(['accepted'])
  })

  test('that say nothing new raise no version', async () => {
    const desk = await aDesk()
    const externalId = await accept(desk)
    expect(await apply(desk, aStatus('read', { externalId }))).toHaveLength(1)

    expect(await apply(desk, aStatus('read', { externalId }), aStatus('sent', { externalId }))).toEqual([])
  })

  test('do not bring back what was cancelled', async () => {
    const desk = await aDesk()
    const [delivery] = await deliveriesOf(desk)
    await admin.query("update delivery set status = 'cancelled' where id = $1", [delivery?.id])

    expect(await apply(desk, aStatus('read', { opaque: delivery?.id ?? '' }))).toEqual([])
  })
})

describe('a status that names what is in doubt', () => {
  async function inDoubt(desk: Desk): Promise<Id> {
    const sending = await takeDelivery(db, { ...desk, nodeId })
    if (!sending) throw new Error('There is nothing to send.')
    const failure = { code: 'unconfirmed', reason: 'Lost.' }
    await settleDelivery(db, sending, { nodeId, settlement: { type: 'unknown', failure, afterMs: 10_000 } })
    return sending.id
  }

  test('settles it, and what waited behind it may go, also when nobody is left to send it at once', async () => {
    const desk = await aDesk(2)
    const opaque = await inDoubt(desk)
    expect(await takeDelivery(db, { ...desk, nodeId })).toBeNull()

    expect(await apply(desk, aStatus('sent', { opaque }))).toMatchObject([{ released: true }])

    expect(await deliveriesOf(desk)).toMatchObject([{ status: 'sent' }, { status: 'pending', due: true }])
    expect(await takeDelivery(db, { ...desk, nodeId })).toMatchObject({ seq: 3 })
  })

  test('and comes before the answer leaves nothing for the answer to say', async () => {
    const desk = await aDesk()
    const sending = await takeDelivery(db, { ...desk, nodeId })
    if (!sending) throw new Error('There is nothing to send.')
    await apply(desk, aStatus('delivered', { opaque: sending.id, externalId: 'wamid.1' }))

    const settlement = { type: 'accepted' as const, externalId: 'wamid.1' }
    expect(await settleDelivery(db, sending, { nodeId, settlement })).toEqual({ version: null, next: null })

    expect(await deliveriesOf(desk)).toMatchObject([{ status: 'delivered' }])
  })
})

describe('the order', () => {
  test('lets one go at a time, and the next only when it is settled', async () => {
    const desk = await aDesk(3)
    const sending = await takeDelivery(db, { ...desk, nodeId })
    expect(sending).toMatchObject({ seq: 2, part: 0, attempts: 1 })
    expect(await takeDelivery(db, { ...desk, nodeId: newId() })).toBeNull()

    const settlement = { type: 'accepted' as const, externalId: newId() }
    const { next } = await settleDelivery(db, sending ?? never(), { nodeId, settlement })

    expect(next).toMatchObject({ seq: 3 })
    expect((await deliveriesOf(desk)).map(({ status }) => status)).toEqual(['accepted', 'sending', 'pending'])
  })

  test('waits for what is to be tried again', async () => {
    const desk = await aDesk(2)
    const sending = await takeDelivery(db, { ...desk, nodeId })
    const failure = { code: '131056', reason: 'Slow down.' }
    const settlement = { type: 'again' as const, failure, afterMs: 60_000 }

    expect((await settleDelivery(db, sending ?? never(), { nodeId, settlement })).next).toBeNull()
    expect(await takeDelivery(db, { ...desk, nodeId })).toBeNull()
  })

  test('gives one delivery to one of many who ask for it', async () => {
    const desk = await aDesk(1)

    const taken = await Promise.all(
      Array.from({ length: 12 }, () => takeDelivery(db, { ...desk, nodeId: newId() })),
    )

    expect(taken.filter((sending) => sending !== null)).toHaveLength(1)
  })
})

function never(): never {
  throw new Error('There is nothing to send.')
}
