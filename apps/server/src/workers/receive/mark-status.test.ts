import { type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { applyStatuses } from '../../domain/delivery/apply-statuses.ts'
import { settleDelivery } from '../../domain/delivery/settle.ts'
import { takeDelivery } from '../../domain/delivery/take.ts'
import type { Binding } from '../../domain/directory/find.ts'
import { claimJob } from '../../domain/job/claim.ts'
import { sendMessage } from '../../domain/message/send.ts'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, aMember, anInbox, anOrg } from '../../testing/factories.ts'
import type { StatusWorker } from './apply-status.ts'
import type { EarlyJob } from './look-again.ts'
import { markEarlyStatus, markStatus } from './mark-status.ts'

const { db, connect } = await testDatabase()
const admin = await connect()
const nodeId = newId()
const DONE = { externalId: 'mid.1', at: new Date(), opaque: null, failure: null } as const

type Told = 'delivered' | 'read'

/** One send that the platform has taken and not answered yet. */
async function aSend() {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)
  const { conversationId } = await aConversation(db, inbox)
  const send = { conversationId, memberId: await aMember(db, orgId), clientId: newId(), text: 'Hello' }
  await db.withOrg(orgId, (tx) => sendMessage(tx, { ...send, partsOf: () => (content) => [content] }))
  const sending = await takeDelivery(db, { orgId, conversationId, nodeId })
  if (!sending) throw new Error('There is nothing to send.')
  const binding: Binding = { orgId, inboxId: inbox.id, channel: 'messenger' }
  let applied = 0
  const statuses: StatusWorker = {
    async apply(_, status) {
      applied++
      let isKnown = true
      const onUnknown = ({ size }: ReadonlySet<unknown>) => {
        isKnown = size === 0
      }
      await applyStatuses(db, { ...binding, statuses: [status], onUnknown })
      return isKnown
    },
  }
  const jobs = async () => {
    const { rows } = await admin.query('select id from job where org_id = $1 order by id', [orgId])
    return rows.map(({ id }) => id as Id)
  }
  const work = { context: { db }, statuses }
  return {
    jobs,
    orgId,
    id: sending.id,
    tell: (status: Told, { externalId = DONE.externalId as string, opaque = null as string | null } = {}) =>
      markStatus(work, binding, { ...DONE, status, externalId, opaque }),
    answer: (externalId = DONE.externalId) =>
      settleDelivery(db, sending, { nodeId, settlement: { type: 'accepted', externalId } }),
    loseAnswer() {
      const failure = { code: 'unconfirmed', reason: 'Lost.' }
      return settleDelivery(db, sending, {
        nodeId,
        settlement: { type: 'unknown', failure, afterMs: 60_000 },
      })
    },
    // As its echo does, which is told by its words.
    echo: () =>
      applyStatuses(db, { ...binding, statuses: [{ ...DONE, status: 'sent', opaque: sending.id }] }),
    applied: () => applied,
    async status() {
      const { rows } = await admin.query('select status from delivery where id = $1', [sending.id])
      return rows[0]?.status as string
    },
    /** The time of what waits has come; `by`: who takes it, from whoever died over it. */
    async look(by = nodeId) {
      for (const id of await jobs()) {
        await admin.query('update job set due_at = now() where id = $1 and claimed_by is null', [id])
        const claimed = await claimJob(db, { orgId, id, nodeId: by, living: [by] })
        if (claimed) await markEarlyStatus(work, claimed, claimed.job as Early)
      }
      return (await jobs()).length
    },
  }
}

type Early = Extract<EarlyJob, { kind: 'mark_status' }>

describe('whatever comes first', () => {
  test.each([
    ['delivered, answer', ['delivered'], 0, 'delivered'],
    ['answer, delivered', ['delivered'], 1, 'delivered'],
    ['delivered, read, answer', ['delivered', 'read'], 0, 'read'],
    ['read, delivered, answer', ['read', 'delivered'], 0, 'read'],
    ['delivered twice, answer', ['delivered', 'delivered'], 0, 'delivered'],
  ] as const)('%s', async (...[, told, answeredFirst, last]) => {
    const { tell, answer, status, look, jobs } = await aSend()
    if (answeredFirst) await answer()
    for (const one of told) expect(await tell(one)).toBe(true)
    if (!answeredFirst) {
      expect(await look()).toBe(told.length)
      await answer()
    }

    expect(await look()).toBe(0)
    expect(await status()).toBe(last)
    expect(await jobs()).toEqual([])
  })
})

describe('of a send in doubt', () => {
  test.each([
    ['its echo', 'echo'],
    ['the answer of who was taken for dead', 'answer'],
  ] as const)('what is told is kept until %s comes, long after', async (_, settle) => {
    const send = await aSend()
    expect(await send.tell('delivered')).toBe(true)
    await send.loseAnswer()
    expect(await send.tell('read')).toBe(true)
    for (let nth = 0; nth < 5; nth++) expect(await send.look()).toBe(2)

    await send[settle]()

    expect(await send.look()).toBe(0)
    expect(await send.status()).toBe('read')
  })

  test('what carries our own id, as on WhatsApp, settles it at once, in any order', async () => {
    const { tell, loseAnswer, answer, jobs, status, id: opaque } = await aSend()
    await loseAnswer()

    expect([await tell('read', { opaque }), await tell('delivered', { opaque })]).toEqual([true, true])
    expect(await status()).toBe('read')
    await answer()
    expect([await status(), await jobs()]).toEqual(['read', []])
  })

  test('what is told holds no lane', async () => {
    const { tell, loseAnswer } = await aSend()
    await loseAnswer()
    const began = Date.now()

    expect(await tell('delivered', { externalId: 'mid.elsewhere' })).toBe(true)
    expect(Date.now() - began).toBeLessThan(1_000)
  })

  test('a look that died is taken up by another node', async () => {
    const { tell, loseAnswer, echo, look, jobs, orgId, status } = await aSend()
    await loseAnswer()
    await tell('delivered')
    const [id = newId()] = await jobs()
    await admin.query('update job set due_at = now() where id = $1', [id])
    expect(await claimJob(db, { orgId, id, nodeId, living: null })).toMatchObject({ attempts: 1 })
    await echo()

    expect(await look(newId())).toBe(0)
    expect(await status()).toBe('delivered')
  })
})

describe('of what another app sent', () => {
  test('it is looked for no longer than the sends are open that were so when it came', async () => {
    const { tell, answer, look, status } = await aSend()
    expect(await tell('delivered', { externalId: 'mid.elsewhere' })).toBe(true)
    await answer()

    expect(await look()).toBe(0)
    expect(await tell('read', { externalId: 'mid.elsewhere' })).toBe(false)
    expect(await status()).toBe('accepted')
  })

  test('it is looked for so often, and no more', async () => {
    const { tell, loseAnswer, look, applied } = await aSend()
    await loseAnswer()
    await tell('delivered', { externalId: 'mid.elsewhere' })

    let looks = 1
    while ((await look()) > 0) looks++
    expect([looks, applied()]).toEqual([8, 1])
  })

  test('what carries an id that is none of ours is not looked for', async () => {
    const { tell, jobs } = await aSend()

    expect(await tell('delivered', { opaque: 'theirs' })).toBe(false)
    expect(await tell('delivered', { opaque: newId() })).toBe(false)
    expect(await jobs()).toEqual([])
  })
})

test('what is told in one inbox is of no send in another, by whatever id', async () => {
  const [ours, theirs] = [await aSend(), await aSend()]
  await ours.tell('delivered')
  await theirs.answer()

  expect(await ours.look()).toBe(1)
  expect(await theirs.look()).toBe(0)
  expect([await ours.status(), await theirs.status()]).toEqual(['sending', 'accepted'])
})
