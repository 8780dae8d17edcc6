import { type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, aMember, anInbox, anOrg } from '../../testing/factories.ts'
import { sendMessage } from '../message/send.ts'
import { beat, forgetNodes, registerNode } from '../node/node.ts'
import { settleDelivery } from './settle.ts'
import { doubtDelivery, takeDelivery } from './take.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

/** A conversation with two messages to send, of which the first is in doubt since its settling time is over. */
async function aDoubt() {
  const orgId = await anOrg(db)
  const { conversationId } = await aConversation(db, await anInbox(db, orgId))
  const memberId = await aMember(db, orgId)
  for (const text of ['first', 'second']) {
    const send = { conversationId, memberId, clientId: newId(), text }
    await db.withOrg(orgId, (tx) => sendMessage(tx, { ...send, partsOf: () => (content) => [content] }))
  }
  const sending = await takeDelivery(db, { orgId, conversationId, nodeId: newId() })
  if (!sending) throw new Error('There is nothing to send.')
  await doubtDelivery(db, { orgId, id: sending.id, living: [] })
  await admin.query('update delivery set due_at = now() where id = $1', [sending.id])
  return { orgId, conversationId, id: sending.id, sending }
}

async function aNode({ listensSinceMs }: { listensSinceMs: number }): Promise<Id> {
  const { id } = await registerNode(db.global)
  await admin.query("update node set started_at = now() - $2 * interval '1 millisecond' where id = $1", [
    id,
    listensSinceMs,
  ])
  return id
}

describe('a send in doubt', () => {
  test('is not repeated by a node that has just begun to listen, and nothing passes it', async () => {
    const { orgId, conversationId } = await aDoubt()
    const nodeId = await aNode({ listensSinceMs: 2_000 })

    expect(await takeDelivery(db, { orgId, conversationId, nodeId })).toBeNull()
  })

  test('is not repeated by a node that does not listen yet, however long its start takes', async () => {
    const { orgId, conversationId } = await aDoubt()
    const node = await registerNode(db.global)
    await admin.query(`update node set heartbeat_at = now() - interval '1 minute' where id = $1`, [node.id])
    await beat(db.global, node)

    expect(await takeDelivery(db, { orgId, conversationId, nodeId: node.id })).toBeNull()
  })

  test('is not repeated by a node that was silent: it may have missed the status', async () => {
    const { orgId, conversationId } = await aDoubt()
    const nodeId = await aNode({ listensSinceMs: 60_000 })
    await admin.query(`update node set heartbeat_at = now() - interval '4 seconds' where id = $1`, [nodeId])

    expect(await takeDelivery(db, { orgId, conversationId, nodeId })).toBeNull()
  })

  test('is not repeated by a node that was forgotten before it listened', async () => {
    const { orgId, conversationId } = await aDoubt()
    const node = await registerNode(db.global)
    await forgetNodes(db.global, [node.id])
    await beat(db.global, node)
    const { rows } = await admin.query(`select started_at = 'infinity' as never from node where id = $1`, [
      node.id,
    ])

    expect(rows).toEqual([{ never: true }])
    expect(await takeDelivery(db, { orgId, conversationId, nodeId: node.id })).toBeNull()
  })

  test('is repeated by one that would have heard of it', async () => {
    const { orgId, conversationId, id } = await aDoubt()
    const nodeId = await aNode({ listensSinceMs: 7_000 })

    expect(await takeDelivery(db, { orgId, conversationId, nodeId })).toMatchObject({ id, attempts: 2 })
  })

  test.each(['again', 'unknown', 'failed'] as const)(
    'that is repeated is not touched by a late "%s" of the attempt before it',
    async (type) => {
      const { orgId, conversationId, sending } = await aDoubt()
      const nodeId = await aNode({ listensSinceMs: 7_000 })
      await takeDelivery(db, { orgId, conversationId, nodeId })
      const settlement = { type, failure: { code: 'late', reason: 'It came late.' }, afterMs: 0 }

      const settled = await settleDelivery(db, sending, { nodeId: newId(), settlement })

      expect(settled).toEqual({ version: null, next: null })
      const { rows } = await admin.query('select status, claimed_by from delivery where id = $1', [
        sending.id,
      ])
      expect(rows).toEqual([{ status: 'sending', claimed_by: nodeId }])
    },
  )

  test('that is repeated is settled when the attempt before it turns out to have been accepted', async () => {
    const { orgId, conversationId, sending } = await aDoubt()
    const nodeId = await aNode({ listensSinceMs: 7_000 })
    await takeDelivery(db, { orgId, conversationId, nodeId })
    const settlement = { type: 'accepted' as const, externalId: 'wamid.first' }

    const { next } = await settleDelivery(db, sending, { nodeId: newId(), settlement })

    expect(next).toMatchObject({ seq: sending.seq + 1 })
  })
})
