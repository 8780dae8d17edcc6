import { newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { applyStatuses } from '../../domain/delivery/apply-statuses.ts'
import { settleDelivery } from '../../domain/delivery/settle.ts'
import { takeDelivery } from '../../domain/delivery/take.ts'
import type { Binding } from '../../domain/directory/find.ts'
import { sendMessage } from '../../domain/message/send.ts'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, aMember, anInbox, anOrg } from '../../testing/factories.ts'
import type { StatusWorker } from './apply-status.ts'
import { markStatus } from './mark-status.ts'

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
  return {
    tell: (status: Told, externalId: string = DONE.externalId) =>
      markStatus({ context: { db }, statuses }, binding, {
        ...{ ...DONE, type: 'status', account: inbox.account, status, externalId },
      }),
    answer: () =>
      settleDelivery(db, sending, { nodeId, settlement: { type: 'accepted', externalId: 'mid.1' } }),
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
  }
}

describe('whatever comes first', () => {
  test.each([
    ['delivered, answer', ['delivered'], 0, 'delivered'],
    ['answer, delivered', ['delivered'], 1, 'delivered'],
    ['delivered, read, answer', ['delivered', 'read'], 0, 'read'],
    ['read, delivered, answer', ['read', 'delivered'], 0, 'read'],
    ['delivered twice, answer', ['delivered', 'delivered'], 0, 'delivered'],
  ] as const)('%s', async (...[, told, answeredFirst, last]) => {
    const { tell, answer, status } = await aSend()
    if (answeredFirst) await answer()
    const known = told.map((one) => tell(one))
    await new Promise((resolve) => setTimeout(resolve, 60))
    if (!answeredFirst) await answer()

    expect(await Promise.all(known)).toEqual(told.map(() => true))
    expect(await status()).toBe(last)
  })
})

test('what is told before the echo of a send whose answer was lost is of that send', async () => {
  const { tell, loseAnswer, echo, status } = await aSend()
  const known = tell('delivered')
  await loseAnswer()
  await new Promise((resolve) => setTimeout(resolve, 60))
  await echo()

  expect(await known).toBe(true)
  expect(await status()).toBe('delivered')
})

test('a status of what another app sent holds its lane for no send in doubt, and is applied once', async () => {
  const { tell, loseAnswer, applied } = await aSend()
  await loseAnswer()
  const began = Date.now()

  expect(await tell('delivered', 'mid.elsewhere')).toBe(false)
  expect(Date.now() - began).toBeLessThan(4_000)
  expect(applied()).toBe(1)
})

test('a status of what another app sent waits for no send that began after it, and then is unknown', async () => {
  const { tell, answer, status } = await aSend()
  const known = tell('delivered', 'mid.elsewhere')
  await answer()

  expect(await known).toBe(false)
  expect(await tell('read', 'mid.elsewhere')).toBe(false)
  expect(await status()).toBe('accepted')
})
