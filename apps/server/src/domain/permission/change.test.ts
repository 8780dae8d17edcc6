import { type Content, type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aBackend, aConversation, anInbound, anInbox, anOrg, receive } from '../../testing/factories.ts'
import { giveToPeople } from '../conversation/give-to-people.ts'
import { type Changed, changePermission } from './change.ts'
import { findPermission } from './find.ts'
import { listPermissions } from './list.ts'
import type { PermissionChange } from './permission.ts'
import { standingOf } from './standing.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

async function aContact({ withBackend = false } = {}) {
  const orgId = await anOrg(db)
  const backendId = withBackend ? (await aBackend(db, orgId)).backendId : null
  const inbox = await anInbox(db, orgId, { backendId })
  const { conversationId, contactId, sender } = await aConversation(db, inbox)
  return { orgId, inbox, conversationId, contactId, sender }
}
type Contact = Awaited<ReturnType<typeof aContact>>

function change(
  { orgId, contactId }: Contact,
  over: Partial<PermissionChange> = {},
): Promise<Changed[] | null> {
  return db.withOrg(orgId, (tx) =>
    changePermission(tx, {
      ...{ contactId, channel: 'whatsapp', purposes: ['marketing'], kind: 'opt_in', source: 'form' },
      evidence: 'Ticked the box',
      ...over,
    }),
  )
}

async function held({ orgId, contactId }: Contact) {
  const standings = await db.withOrg(orgId, (tx) => standingOf(tx, { contactId, channel: 'whatsapp' }))
  return Object.fromEntries(Object.entries(standings).map(([purpose, { is }]) => [purpose, is]))
}

const NOTICE: Content = {
  ...{ type: 'template' as const, name: 'order', language: 'es', text: 'Ready', buttons: [], values: {} },
  category: 'utility',
}

describe('the ledger', () => {
  test('has what was said by whom, and of nobody else', async () => {
    const [one, other] = [await aContact(), await aContact()]
    await change(one, { textVersion: 'v2' })

    const { standing, entries } = await db.withOrg(one.orgId, (tx) => listPermissions(tx, one.contactId))

    expect(entries).toMatchObject([
      { purpose: 'marketing', kind: 'opt_in', evidence: 'Ticked the box', textVersion: 'v2', source: 'form' },
    ])
    expect(standing).toHaveLength(4)
    expect(await held(other)).toMatchObject({ marketing: 'unknown' })
    await expect(db.withOrg(other.orgId, (tx) => listPermissions(tx, one.contactId))).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('takes what comes twice once, and believes the later moment whichever comes first', async () => {
    const contact = await aContact()
    const [early, late] = [new Date(Date.now() + 1_000), new Date(Date.now() + 2_000)]
    const stop = { kind: 'opt_out', source: 'platform', givenAt: late } as const

    expect(await change(contact, stop)).toHaveLength(1)
    expect(await change(contact, stop)).toBeNull()
    await change(contact, { source: 'platform', givenAt: early })

    expect(await held(contact)).toMatchObject({ marketing: 'opted_out', service: 'opted_in' })
  })

  test('has what the contact’s own message gave once something rests on it, once', async () => {
    const contact = await aContact()
    const find = () =>
      db.withOrg(contact.orgId, (tx) =>
        findPermission(tx, {
          ...{ contactId: contact.contactId, channel: 'whatsapp', isWindowOpen: false },
          content: NOTICE,
        }),
      )

    const found = await Promise.all([find(), find(), find()])

    expect(new Set(found.map((one) => one.type === 'rests_on' && one.permissionId)).size).toBe(1)
    const { entries } = await db.withOrg(contact.orgId, (tx) => listPermissions(tx, contact.contactId))
    expect(entries).toMatchObject([{ purpose: 'utility', source: 'message', messageId: expect.any(String) }])
  })
})

describe('an opt-out of everything', () => {
  test('silences the micro-backend in every conversation of the channel, and says so', async () => {
    const contact = await aContact({ withBackend: true })
    const second = await anInbox(db, contact.orgId)
    const beside = await receive(db, second, anInbound('Hello', { sender: contact.sender }))
    const pending = await aDelivery(contact)

    const changed = await change(contact, { purposes: ['all'], kind: 'opt_out', source: 'keyword' })

    expect(changed?.map(({ conversationId }) => conversationId).sort()).toEqual(
      [contact.conversationId, beside.conversationId].sort(),
    )
    const { rows } = await admin.query(
      `select c.turn_epoch as epoch, c.holder, c.run_id as run, r.status, d.status as delivery, e.type, e.actor
       from conversation c join run r on r.conversation_id = c.id join delivery d on d.id = $2
       join conversation_event e on e.conversation_id = c.id where c.id = $1`,
      [contact.conversationId, pending],
    )
    expect(rows).toEqual([
      {
        ...{ epoch: 1, holder: 'nobody', run: null, status: 'cancelled', delivery: 'cancelled' },
        ...{ type: 'opted_out', actor: 'contact' },
      },
    ])
  })

  test('leaves people what they hold, and their run ends too', async () => {
    const contact = await aContact({ withBackend: true })
    const { orgId, conversationId } = contact
    await db.withOrg(orgId, (tx) => giveToPeople(tx, conversationId))

    await change(contact, { purposes: ['all'], kind: 'opt_out', source: 'keyword' })

    const { rows } = await admin.query(
      'select c.holder, c.run_id as run, r.status from conversation c join run r on r.conversation_id = c.id where c.id = $1',
      [conversationId],
    )
    expect(rows).toEqual([{ holder: 'human', run: null, status: 'cancelled' }])
  })

  test('is over for answers when the contact writes again, and a new run begins', async () => {
    const contact = await aContact({ withBackend: true })
    await change(contact, { purposes: ['all'], kind: 'opt_out', source: 'keyword' })

    const again = await receive(db, contact.inbox, anInbound('One more thing', { sender: contact.sender }))

    expect(again.run).toMatchObject({ wake: 'start' })
    expect(await held(contact)).toMatchObject({ service: 'opted_in', utility: 'opted_out' })
  })
})

describe('a message that the business begins', () => {
  const insert = (
    { orgId, conversationId, inbox }: Contact,
    over: { purpose: string; permissionId: Id | null },
  ) =>
    admin.query(
      `insert into message (org_id, id, conversation_id, inbox_id, seq, direction, author, content, version,
         sent_at, purpose, permission_id)
       values ($1, $2, $3, $4, 99, 'out', 'agent', '\\x007b7d', 99, now(), $5, $6)`,
      [orgId, newId(), conversationId, inbox.id, over.purpose, over.permissionId],
    )
  const lastOf = async ({ contactId }: Contact): Promise<Id> =>
    (
      await admin.query('select id from permission where contact_id = $1 order by id desc limit 1', [
        contactId,
      ])
    ).rows[0].id

  test('cannot be stored without a permission, by an opt-out, for another purpose or by another org’s', async () => {
    const [contact, other] = [await aContact(), await aContact()]
    await change(contact, { purposes: ['utility'] })
    const utility = await lastOf(contact)
    await change(other)

    await expect(insert(contact, { purpose: 'marketing', permissionId: null })).rejects.toMatchObject({
      constraint: 'message_rests_on_permission',
    })
    const refused = { constraint: 'message_permission' }
    await expect(insert(contact, { purpose: 'marketing', permissionId: utility })).rejects.toMatchObject(
      refused,
    )
    const foreign = { purpose: 'marketing', permissionId: await lastOf(other) }
    await expect(insert(contact, foreign)).rejects.toMatchObject({ code: '23503' })
    await change(contact, { kind: 'opt_out' })
    const taken = { purpose: 'marketing', permissionId: await lastOf(contact) }
    await expect(insert(contact, taken)).rejects.toMatchObject(refused)
    await insert(contact, { purpose: 'utility', permissionId: utility })
  })
})

/** What the micro-backend said and nobody has sent yet. */
async function aDelivery({ orgId, conversationId, inbox }: Contact): Promise<Id> {
  const id = newId()
  await admin.query(
    `with m as (insert into message (org_id, id, conversation_id, inbox_id, seq, direction, author, content, version, sent_at)
       values ($1, $2, $3, $4, 50, 'out', 'backend', '\\x007b7d', 1, now()))
     insert into delivery (org_id, id, message_id, conversation_id, inbox_id, seq, part, author, turn_epoch, status, version)
     values ($1, $5, $2, $3, $4, 50, 0, 'backend', 0, 'pending', 1)`,
    [orgId, newId(), conversationId, inbox.id, id],
  )
  return id
}
