import { newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aRawEvent } from '../../testing/factories.ts'
import { cutHeldUp, untilHeldUp, whileLocked } from '../../testing/lock.ts'
import { type PendingEvent, readPending, takePending } from './pending.ts'
import { createWebhookStore, type StoredEvent } from './store.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

const aStore = (nodeId = newId()) => createWebhookStore(db.ingress, nodeId)

describe('an event', () => {
  test('is stored and queued when the promise resolves', async () => {
    const nodeId = newId()
    const event = aRawEvent({ appId: 'meta', body: Buffer.from('{"object":"page"}') })

    const { id, fresh } = await aStore(nodeId)(event)

    expect(fresh).toBe(true)
    const [pending] = await left(nodeId)
    expect(pending).toMatchObject({ id, appId: 'meta' })
    expect(pending?.body.toString()).toBe('{"object":"page"}')
  })

  test('is not acknowledged before it is committed', async () => {
    let isAcknowledged = false
    let acknowledged: Promise<StoredEvent> | undefined
    await whileLocked(await connect(), 'webhook_event', async () => {
      acknowledged = aStore()(aRawEvent())
      acknowledged.then(() => {
        isAcknowledged = true
      })
      await untilHeldUp(admin, 'hilo_ingress')

      expect(isAcknowledged).toBe(false)
    })
    expect(await stored([(await acknowledged) as StoredEvent])).toHaveLength(1)
  })

  test('with a known dedup key is not fresh, and neither stored nor queued again', async () => {
    const store = aStore()
    const event = aRawEvent()
    const first = await store(event)
    const again = await store({ ...event, body: Buffer.from('the same, sent again') })

    expect([first.fresh, again.fresh]).toEqual([true, false])
    expect(await stored([first, again])).toEqual([{ id: first.id, isQueued: true }])
  })

  test('with the dedup key of another app is fresh', async () => {
    const event = aRawEvent()
    const [one, two] = await together([event, { ...event, appId: 'another' }])

    expect([one?.fresh, two?.fresh]).toEqual([true, true])
  })

  test('whose commit was not answered is fresh when it is repeated, once', async () => {
    const event = aRawEvent()
    const store = createWebhookStore(losingTheFirstAnswer(), newId())
    await expect(store(event)).rejects.toThrow('Connection terminated')

    const repeated = await store(event)
    expect(repeated.fresh).toBe(true)
    expect(await stored([repeated])).toEqual([{ id: repeated.id, isQueued: true }])
    expect((await store(event)).fresh).toBe(false)
  })

  test('that comes twice at once is fresh once, the first time', async () => {
    const event = aRawEvent()
    const events = [aRawEvent(), event, event, event]

    const found = await together(events)

    expect(found.map(({ fresh }) => fresh)).toEqual([true, true, false, false])
  })
})

describe('events that come at once', () => {
  test('share commits', async () => {
    const before = db.stats.commits

    const found = await together(Array.from({ length: 100 }, () => aRawEvent()))

    expect(await stored(found)).toHaveLength(100)
    // The first is committed without waiting, the rest in one group.
    expect(db.stats.commits - before).toBe(2)
  })

  test('are committed at once when the store is idle', async () => {
    const store = aStore()
    const before = db.stats.commits
    for (let n = 0; n < 5; n++) await store(aRawEvent())

    expect(db.stats.commits - before).toBe(5)
  })

  test('are split where a group would be too many, or too many bytes', async () => {
    const many = db.stats.commits
    await together(Array.from({ length: 402 }, () => aRawEvent()))
    // 1, 200, 200, 1.
    expect(db.stats.commits - many).toBe(4)

    const large = db.stats.commits
    await together(Array.from({ length: 4 }, () => aRawEvent({ body: Buffer.alloc(600_000) })))
    expect(db.stats.commits - large).toBe(4)
  })

  test('keep their order, in the answers and in the queue', async () => {
    const nodeId = newId()
    const store = aStore(nodeId)
    const answered: number[] = []
    const found = await Promise.all(
      Array.from({ length: 50 }, async (_, place) => {
        const event = await store(aRawEvent({ body: Buffer.from(String(place)) }))
        answered.push(place)
        return event
      }),
    )

    const inOrder = found.map((_, place) => place)
    expect(answered).toEqual(inOrder)
    const pending = await left(nodeId)
    expect(pending.map(({ body }) => Number(body))).toEqual(inOrder)
  })

  test('are stored although one of them cannot be', async () => {
    const bad = aRawEvent({ appId: 'no\u0000text' })
    const store = aStore()

    const settled = await Promise.allSettled([aRawEvent(), aRawEvent(), bad, aRawEvent()].map(store))

    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    const found = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    expect(await stored(found)).toHaveLength(3)
    expect((await store(aRawEvent())).fresh).toBe(true)
  })

  test('are refused together when the connection is lost, and the next ones are stored', async () => {
    const store = aStore()
    let waiting: Promise<PromiseSettledResult<StoredEvent>[]> | undefined
    await whileLocked(await connect(), 'webhook_event', async () => {
      waiting = Promise.allSettled(Array.from({ length: 4 }, () => store(aRawEvent())))
      // The first event's connection, then that of the group behind it.
      await cutHeldUp(admin, 'hilo_ingress')
      await cutHeldUp(admin, 'hilo_ingress')
    })

    expect((await waiting)?.map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
    expect((await store(aRawEvent())).fresh).toBe(true)
  })
})

function together(events: Parameters<ReturnType<typeof aStore>>[0][]): Promise<StoredEvent[]> {
  return Promise.all(events.map(aStore()))
}

async function stored(events: readonly StoredEvent[]): Promise<{ id: string; isQueued: boolean }[]> {
  const { rows } = await admin.query(
    `select e.id, p.event_id is not null as "isQueued" from webhook_event e
     left join webhook_pending p on p.event_id = e.id where e.id = any ($1) order by e.id`,
    [events.map(({ id }) => id)],
  )
  return rows
}

/** The database, where the connection ends between the first commit and its answer. */
function losingTheFirstAnswer(): typeof db.ingress {
  let answers = 0
  return {
    query: async (statement, values) => {
      const result = await db.ingress.query<never>(statement, values)
      if (answers++ === 0) throw new Error('Connection terminated unexpectedly')
      return result
    },
  }
}

/** The events that a node which died left, as another one finds them. */
async function left(nodeId: string): Promise<PendingEvent[]> {
  const finder = newId()
  const lines = await takePending(db.ingress, finder, await othersThan(nodeId))
  const first = '00000000-0000-0000-0000-000000000000'
  const read = lines.map(({ line }) =>
    readPending(db.ingress, { nodeId: finder, line, after: first, most: 100 }),
  )
  return (await Promise.all(read)).flat()
}

/** The nodes that own pending events, but one, as if they lived: their events are not taken over. */
async function othersThan(nodeId: string): Promise<string[]> {
  const { rows } = await admin.query<{ id: string }>(
    'select distinct owner_id as id from webhook_pending where owner_id <> $1',
    [nodeId],
  )
  return rows.map(({ id }) => id)
}
