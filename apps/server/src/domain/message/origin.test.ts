import type { Id, MessageOrigin } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, anInbound, anInbox, anOrg, receive } from '../../testing/factories.ts'
import { readPage } from './timeline.ts'

const { db } = await testDatabase()

const AD: MessageOrigin = {
  ...{ forwarded: false, story: null },
  referral: { kind: 'ad', title: 'Sale', text: '-20 %', ref: null, url: null, externalId: '12' },
}

async function originsIn(orgId: Id, conversationId: Id) {
  const page = { beforeSeq: null, limit: 50 }
  const { items } = await db.withOrg(orgId, (tx) => readPage(tx, conversationId, page))
  return items.map((item) => item.type === 'message' && item.origin)
}

test('a message shows by which advertisement it came, and the ones after it do not', async () => {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)

  const { conversationId, sender } = await aConversation(db, inbox, { origin: AD })
  await receive(db, inbox, anInbound('And shoes?', { sender }))

  expect(await originsIn(orgId, conversationId)).toEqual([AD, null])
})

test('a message that was known already keeps its own', async () => {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)
  const { conversationId, sender } = await aConversation(db, inbox, { externalId: 'wamid.1' })

  await receive(db, inbox, anInbound('again', { sender, externalId: 'wamid.1', origin: AD })).catch(
    () => null,
  )

  expect(await originsIn(orgId, conversationId)).toEqual([null])
})
