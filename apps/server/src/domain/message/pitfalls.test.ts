import { type Address, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anInbound, anInbox, anOrg, receive } from '../../testing/factories.ts'
import { snapshotOf } from '../contact/contact.ts'
import { listConversations } from '../conversation/list.ts'

// What others learned of Meta's channels, by the numbers of the list: what only a database shows of it.

const { db } = await testDatabase({ connectionsMax: 6 })

async function aDesk() {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)
  const list = () => db.withOrg(orgId, (tx) => listConversations(tx, { status: 'all', limit: 50 }))
  return { orgId, inbox, conversations: async () => (await list()).conversations }
}

const phone = (value: string): Address => ({ kind: 'wa_id', value })

test('pitfall 2: a contact without a phone number is in the list, by the id that they have', async () => {
  const { inbox, conversations } = await aDesk()
  const sender: Address[] = [{ kind: 'bsuid', value: 'US.13491208655302741918' }]

  const { contactId } = await receive(db, inbox, anInbound('Hi', { sender }))

  expect(await conversations()).toMatchObject([{ contact: { id: contactId, address: sender[0]?.value } }])
  const known = { channel: 'whatsapp', addresses: sender, locale: 'en' } as const
  expect(snapshotOf(contactId, {}, known)).toMatchObject({ phone: null })
})

test('pitfall 10: an album of a new contact, each picture in a webhook of its own, is one conversation', async () => {
  const { inbox, conversations } = await aDesk()
  const sender = [phone(`4915${Date.now()}`)]
  const pictures = Array.from({ length: 8 }, (_, at) =>
    anInbound('', {
      sender,
      content: { type: 'media', kind: 'image', externalId: `m${at}`, mediaId: newId() },
    }),
  )

  await Promise.all(pictures.map((picture) => receive(db, inbox, picture)))

  expect(await conversations()).toMatchObject([{ unread: 8 }])
})

test.each([
  ['Argentina', '541155551234', '5491155551234'],
  ['Mexico', '5215512345678', '525512345678'],
  ['Brazil', '551187654321', '5511987654321'],
])('pitfall 17: a number of %s is one contact, with its digit or without', async (_country, one, other) => {
  const { inbox, conversations } = await aDesk()

  const first = await receive(db, inbox, anInbound('Hi', { sender: [phone(one)] }))
  const second = await receive(db, inbox, anInbound('Again', { sender: [phone(other)] }))

  expect(second).toMatchObject({ contactId: first.contactId, seq: 2 })
  expect(await conversations()).toMatchObject([{ contact: { address: one } }])
})
