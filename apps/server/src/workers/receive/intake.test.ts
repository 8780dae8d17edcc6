import { setTimeout as sleep } from 'node:timers/promises'
import { type Id, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { lineOf } from '../../domain/webhook/lines.ts'
import { finishEvents } from '../../domain/webhook/pending.ts'
import { createWebhookStore, type RawEvent } from '../../domain/webhook/store.ts'
import { testDatabase } from '../../testing/database.ts'
import { aRawEvent } from '../../testing/factories.ts'
import { signatureOf, startServer } from '../../testing/server.ts'
import { aBody, aText, connectNumber } from '../../testing/whatsapp.ts'
import type { WorkerContext } from '../context.ts'
import { createIntake, type Intake } from './intake.ts'
import type { LineEvent } from './read-event.ts'

const database = await testDatabase()
const { db } = database
const eventually = { timeout: 30_000 }
const admin = await database.connect()

type Ground = {
  nodeId: Id
  intake: Intake
  /** What was worked on, in the order in which it was begun. */
  begun: LineEvent[]
  activeMax(): number
  /** Stores events of a line, and hands them to the intake as the edge does. */
  come(line: string, count: number): Promise<Id[]>
}

/** An intake whose events take a moment each. */
function anIntake({ tookMs = 1 } = {}): Ground {
  const nodeId = newId()
  const begun: LineEvent[] = []
  let [active, most] = [0, 0]
  const work = async (event: LineEvent) => {
    begun.push(event)
    most = Math.max(most, ++active)
    await sleep(tookMs)
    active--
    await finishEvents(db.ingress, [{ line: event.line, eventId: event.id }])
  }
  const context = { db, node: { id: nodeId }, log: { info() {} } } as unknown as WorkerContext
  const intake = createIntake(context, { work })
  const store = createWebhookStore(db.ingress, nodeId)
  const come = async (line: string, count: number) =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const event = aRawEvent({ lines: [line] })
        const { id } = await store(event)
        intake.accept({ id, appId: 'test', body: Buffer.from(event.body), lines: [line] })
        return id
      }),
    )
  return { nodeId, intake, begun, activeMax: () => most, come }
}

const idsIn = (begun: readonly LineEvent[], line: string) =>
  begun.flatMap((event) => (event.line === line ? [event.id] : []))

test('what comes to a full line waits in the database, and is worked on in its order, once', async () => {
  const { come, begun, activeMax } = anIntake({ tookMs: 3 })

  const first = await come('a', 900)
  const second = await come('a', 20)

  await expect.poll(() => begun.length, eventually).toBe(920)
  expect(begun.map(({ id }) => id)).toEqual([...first, ...second])
  expect(activeMax()).toBeLessThanOrEqual(200)
  await come('a', 1)
  await expect.poll(() => begun.length, eventually).toBe(921)
})

test('large bodies count by their bytes', async () => {
  const { nodeId, intake, begun, activeMax } = anIntake({ tookMs: 20 })
  const store = createWebhookStore(db.ingress, nodeId)
  for (let count = 0; count < 20; count++) {
    const body = Buffer.alloc(300_000, 'x')
    const { id } = await store(aRawEvent({ body, lines: ['a'] }))
    intake.accept({ id, appId: 'test', body, lines: ['a'] })
  }

  await expect.poll(() => begun.length, eventually).toBe(20)
  expect(activeMax()).toBeLessThanOrEqual(5)
})

test('a line that is behind holds no other one', async () => {
  const { come, begun } = anIntake({ tookMs: 20 })
  const flood = come('a', 600)
  await expect.poll(() => begun.length).toBeGreaterThan(50)

  const [other] = await come('b', 1)

  expect(begun.findIndex(({ id }) => id === other)).toBeLessThan(300)
  await flood
  await expect.poll(() => begun.length, eventually).toBe(601)
})

test('what a dead node left goes before what comes to the same line, also while the line is being read', async () => {
  const dead = createWebhookStore(db.ingress, newId())
  const ground = anIntake()
  const leave = (count: number) =>
    Promise.all(Array.from({ length: count }, async () => (await dead(aRawEvent({ lines: ['left'] }))).id))
  const left = await leave(250)

  await ground.intake.takeOver([ground.nodeId])
  const [come, more] = await Promise.all([ground.come('left', 250), leave(30)])
  await ground.intake.takeOver([ground.nodeId])

  const seen = () => new Set(idsIn(ground.begun, 'left'))
  await expect.poll(() => seen().size, eventually).toBe(530)
  const order = [...seen()]
  expect(order.filter((id) => !more.includes(id))).toEqual([...left, ...come])
})

test('an event whose commit was not answered is worked on, though later ones are under way', async () => {
  const { nodeId, intake, come, begun } = anIntake()
  const { id } = await createWebhookStore(db.ingress, nodeId)(aRawEvent({ lines: ['a'] }))
  await come('a', 3)

  intake.accept({ id, appId: 'test', body: Buffer.from('{}'), lines: ['a'] })

  expect(begun.at(-1)?.id).toBe(id)
})

test('an intake that rests leaves what waits to the next one', async () => {
  const first = anIntake({ tookMs: 5 })
  const ids = await first.come('a', 500)
  first.intake.rest()
  await sleep(200)
  const next = anIntake()

  await next.intake.takeOver([next.nodeId])

  const both = () => new Set([...first.begun, ...next.begun].map(({ id }) => id))
  await expect.poll(() => ids.every((id) => both().has(id)), eventually).toBe(true)
  expect(next.begun.length).toBeGreaterThan(0)
})

test('thirty thousand messages of an org do not hold a single one of another', {
  timeout: 60_000,
}, async () => {
  const server = await startServer(database)
  const [busy, quiet] = [await connectNumber(server), await connectNumber(server)]
  const dead = createWebhookStore(db.ingress, newId())
  await Promise.all(Array.from({ length: 3_000 }, (_, event) => dead(ofTen(busy, event))))
  const waiting = async () =>
    (await admin.query('select 1 from webhook_pending where line = $1', [busyLine])).rowCount
  const busyLine = lineOf(busy.appId, busy.account)
  await expect.poll(waiting, eventually).toBeLessThan(3_000)

  const body = JSON.stringify(aBody(quiet.account, { messages: [aText('One word')] }))
  await server.post(quiet.appId, body, signatureOf(body, quiet.secret))
  const heard = 'select 1 from message where org_id = $1'
  await expect
    .poll(async () => (await admin.query(heard, [quiet.orgId])).rowCount, { ...eventually, interval: 2 })
    .toBe(1)

  // How many milliseconds it took is what the flood measures.
  expect(await waiting()).toBeGreaterThan(1_500)
})

/** A webhook of ten contacts. */
function ofTen({ appId, account }: { appId: string; account: string }, event: number): RawEvent {
  const messages = Array.from({ length: 10 }, (_, nth) =>
    aText('Hello', { from: String(34_600_000_000 + event + nth) }),
  )
  const body = Buffer.from(JSON.stringify(aBody(account, { messages })))
  return aRawEvent({ appId, body, lines: [lineOf(appId, account)] })
}
