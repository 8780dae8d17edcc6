import { newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { encode } from '../../db/codec.ts'
import { createInboxes, type Inbox } from '../../domain/inbox/inbox.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'
import { ORG_UNDER_WAY_MAX } from './limits.ts'
import { createThrottle } from './throttle.ts'

const { simulators, server, admin } = await startWithSimulators()
await simulators.whatsapp.settings({ sentMs: 20, deliveredMs: 40, readMs: null })

/** A desk whose number may send so much. */
async function aDesk(limits: { throughput?: number; pairBurst?: number }): Promise<Desk> {
  const desk = await openDesk(server, { simulators })
  const { rows } = await admin.query('select settings from inbox where id = $1', [desk.number.inboxId])
  const settings = JSON.parse(rows[0].settings.subarray(1).toString('utf8'))
  await admin.query('update inbox set settings = $2 where id = $1', [
    desk.number.inboxId,
    encode({ ...settings, ...limits }),
  ])
  await desk.say('Hello')
  await expect.poll(() => desk.conversationId().catch(() => null), { timeout: 15_000 }).toBeTruthy()
  return desk
}

const texts = (count: number) => Array.from({ length: count }, (_, at) => `No. ${at + 1}`)

describe('to one contact', () => {
  test('a burst goes at once; the rest waits, says for what, and comes in order and once', async () => {
    const desk = await aDesk({ pairBurst: 3 })
    for (const text of texts(5)) await desk.answer(text)

    await expect.poll(desk.phone, { timeout: 15_000 }).toEqual(texts(3))
    await expect
      .poll(async () => (await desk.sent())[3], { timeout: 5_000 })
      .toMatchObject({ status: 'queued', reason: expect.stringContaining('in a row to one contact') })
    await expect.poll(desk.phone, { timeout: 25_000 }).toEqual(texts(5))
    expect(await attemptsHeld(desk)).toMatchObject([{ held: 0 }, { held: 0 }, { held: 0 }, {}, {}])
  }, 60_000)
})

test('what was sent before a start still counts after it', async () => {
  const desk = await aDesk({ pairBurst: 2 })
  for (const text of texts(2)) await desk.answer(text)
  await expect.poll(desk.phone, { timeout: 15_000 }).toEqual(texts(2))
  await expect.poll(async () => (await desk.sent())[1]?.status, { timeout: 15_000 }).toBe('delivered')
  const { orgId, inboxId } = desk.number
  const at = { orgId, inboxId, messageId: newId(), seq: 9, part: 0, attempts: 1, held: 0 }
  const inbox = await createInboxes(server.db, server.keys)(orgId, inboxId)
  const conversationId = await desk.conversationId()
  // The platform forgets one every six seconds, which a busy machine may take to come this far.
  await admin.query('update delivery set sent_at = now() where conversation_id = $1', [conversationId])

  const entered = await createThrottle(server.db).enter(
    { ...at, id: newId(), conversationId },
    inbox as Inbox,
  )

  expect(entered).toMatchObject({ failure: { code: 'pair_limit' } })
  const other = { ...at, id: newId(), conversationId: newId() }
  expect(await createThrottle(server.db).enter(other, inbox as Inbox)).toBeNull()
})

test('an org with many requests under way leaves room for the others', async () => {
  const throttle = createThrottle(server.db)
  const [busy, quiet] = [newId(), newId()]
  let begun = 0
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const all = Array.from({ length: 200 }, () =>
    throttle.share(busy, () => {
      begun++
      return ended
    }),
  )

  expect(await throttle.share(quiet, async () => 'sent')).toBe('sent')
  expect(begun).toBe(ORG_UNDER_WAY_MAX)
  end()
  await Promise.all(all)
  expect(begun).toBe(200)
})

async function attemptsHeld({ number }: Desk): Promise<{ held: number }[]> {
  const { rows } = await admin.query('select held from delivery where org_id = $1 order by seq', [
    number.orgId,
  ])
  return rows
}
