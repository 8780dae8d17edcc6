import { type Address, type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import { isRetryable, isUniqueViolation } from '../../db/connection.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { recordEvent } from '../conversation/record.ts'
import type { Inbox } from '../inbox/inbox.ts'
import type { Inbound, ReceiveContext } from './inbound.ts'

/** A reply within this time reopens the conversation that was closed last; later it begins a new one. */
const REOPEN_DAYS = 7

const ATTEMPTS_MAX = 5

const KNOWN = statement('select 1 from message where org_id = $1 and inbox_id = $2 and external_id = $3')
const FIND = statement(`
  select contact_id as "contactId", address_hash as hash from identity
  where org_id = $1 and channel = $2 and address_hash = any ($3::bytea[])`)
const ADD_CONTACT = statement('insert into contact (org_id, id, profile) values ($1, $2, $3)')
const ADD_IDENTITY = statement(`
  insert into identity (org_id, id, contact_id, channel, kind, address_hash, address)
  values ($1, $2, $3, $4, $5, $6, $7)`)
// The open and the closed ones have an index each.
const LAST = statement(`
  with last as (
    select id, status, created_at from conversation
    where org_id = $1 and inbox_id = $2 and contact_id = $3 and status = 'open'
    union all
    select id, status, created_at from conversation
    where org_id = $1 and inbox_id = $2 and contact_id = $3 and status = 'closed'
    order by status desc, created_at desc limit 1
  )
  select id, status, closed_at > now() - interval '${REOPEN_DAYS} days' as recent from conversation
  where org_id = $1 and id = (select id from last) for update`)
const REOPEN = statement(`
  update conversation set status = 'open', holder = 'nobody', run_id = null, closed_at = null,
    assignee_id = null,
         handoff_reason = null, version = version + 1, changed_at = now()
  where org_id = $1 and id = $2`)
const ADD_CONVERSATION = statement(`
  insert into conversation (org_id, id, inbox_id, contact_id) values ($1, $2, $3, $4)`)

/**
 * Makes sure that the sender has a contact with all of these addresses, and an open conversation in this
 * inbox.
 *
 * Known addresses keep the contact they have: contacts are never merged because a platform sent two addresses
 * together that belong to two of them; the first, most stable one decides.
 *
 * @returns `known` when the message is stored already, so there is nothing to do.
 */
export async function admitContact(
  { db, keys }: ReceiveContext,
  inbox: Inbox,
  message: Inbound,
): Promise<'known' | 'admitted'> {
  const hashed = message.sender.map((address) => ({
    address,
    hash: keys.hashAddress(inbox.channel, address.kind, address.value),
  }))
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.withOrg(inbox.orgId, (tx) => admit(tx, inbox, { message, hashed }))
    } catch (error) {
      // Two nodes met the same new contact: the second finds what the first wrote.
      if (attempt === ATTEMPTS_MAX || !(isUniqueViolation(error) || isRetryable(error))) throw error
    }
  }
}

type Hashed = { address: Address; hash: Buffer }

async function admit(
  tx: OrgTx,
  inbox: Inbox,
  { message, hashed }: { message: Inbound; hashed: Hashed[] },
): Promise<'known' | 'admitted'> {
  const known = await tx.query(KNOWN, [tx.orgId, inbox.id, message.externalId])
  if (known.rowCount) return 'known'
  const contactId = await ensureContact(tx, inbox, { message, hashed })
  await ensureConversation(tx, inbox.id, contactId)
  return 'admitted'
}

async function ensureContact(
  tx: OrgTx,
  inbox: Inbox,
  { message, hashed }: { message: Inbound; hashed: Hashed[] },
): Promise<Id> {
  const { rows } = await tx.query<{ contactId: Id; hash: Buffer }>(FIND, [
    tx.orgId,
    inbox.channel,
    hashed.map(({ hash }) => hash),
  ])
  const owners = new Map(rows.map(({ contactId, hash }) => [hash.toString('hex'), contactId]))
  const owner = hashed.map(({ hash }) => owners.get(hash.toString('hex'))).find((id) => id !== undefined)
  const contactId = owner ?? newId()
  if (!owner) {
    const profile = { name: message.senderName ?? undefined, locale: message.locale ?? undefined }
    await tx.query(ADD_CONTACT, [tx.orgId, contactId, encode(profile)])
  }
  for (const { address, hash } of hashed) {
    if (owners.has(hash.toString('hex'))) continue
    await tx.query(ADD_IDENTITY, [
      tx.orgId,
      newId(),
      contactId,
      inbox.channel,
      address.kind,
      hash,
      encode(address.value),
    ])
  }
  return contactId
}

async function ensureConversation(tx: OrgTx, inboxId: Id, contactId: Id): Promise<void> {
  const { rows } = await tx.query<{ id: Id; status: string; recent: boolean }>(LAST, [
    tx.orgId,
    inboxId,
    contactId,
  ])
  const [last] = rows
  if (last?.status === 'open') return
  if (last?.recent) {
    await tx.query(REOPEN, [tx.orgId, last.id])
    await recordEvent(tx, { conversationId: last.id, type: 'reopened', memberId: null })
  } else await tx.query(ADD_CONVERSATION, [tx.orgId, newId(), inboxId, contactId])
}
