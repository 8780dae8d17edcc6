import { type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anInbox, anOrg } from '../../testing/factories.ts'
import { getReceipt } from './list.ts'
import type { Receipt } from './receipt.ts'
import { storeReceipts } from './store.ts'

const { db } = await testDatabase()
const orgId = await anOrg(db)
const inbox = await anInbox(db, orgId)

/** What became of a new event, as whoever worked on it says. */
function anEvent() {
  const eventId = newId()
  const receipt = (state: Receipt['state'], over: Partial<Receipt> = {}): Receipt => ({
    ...{ orgId, inboxId: inbox.id, eventId, state, kinds: ['message:text'], messages: 2, statuses: 1 },
    ...{ unknown: 0, receivedAt: new Date(), happenedAt: null, processedAt: new Date() },
    ...{ error: state === 'failed' ? 'It did not go.' : null, isPart: false },
    ...over,
  })
  return {
    whole: receipt,
    part: (state: Receipt['state'], over: Partial<Receipt> = {}) => receipt(state, { ...over, isPart: true }),
    found: () => db.withOrg(orgId, (tx) => getReceipt(tx, inbox.id, eventId as Id)),
  }
}

const store = (...receipts: Receipt[]) => db.flight(orgId, storeReceipts(orgId, receipts))

describe('an event whose parts were worked on apart', () => {
  test('has failed when one of them did, whichever came first, and says why', async () => {
    for (const states of [['processed', 'failed'] as const, ['failed', 'processed'] as const]) {
      const { part, found } = anEvent()
      for (const state of states) await store(part(state))

      expect(await found()).toMatchObject({ state: 'failed', error: 'It did not go.', messages: 2 })
    }
  })

  test('has failed too when they come together, also when it was noted before that it waits', async () => {
    const { whole, part, found } = anEvent()
    await store(whole('waiting', { processedAt: null }))
    await store(part('failed'), part('processed', { unknown: 1 }))

    expect(await found()).toMatchObject({ state: 'failed', error: 'It did not go.', unknown: 1 })
  })

  test('counts the unknown statuses of each once', async () => {
    const { part, found } = anEvent()
    for (const unknown of [0, 2, 0, 2]) await store(part('processed', { unknown }))

    expect(await found()).toMatchObject({ state: 'processed', unknown: 2, messages: 2, statuses: 1 })
  })

  test('is settled by who works on all of it again', async () => {
    const { whole, part, found } = anEvent()
    await store(part('failed', { unknown: 1 }))
    await store(whole('processed'))

    expect(await found()).toMatchObject({ state: 'processed', error: null, unknown: 0 })
  })
})

test('what is processed stays so, whoever works on it again', async () => {
  const { whole, found } = anEvent()
  await store(whole('processed'))
  await store(whole('failed'))

  expect(await found()).toMatchObject({ state: 'processed', error: null })
})
