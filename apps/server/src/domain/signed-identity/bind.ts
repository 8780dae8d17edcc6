import { type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import { isUniqueViolation } from '../../db/connection.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { admitSender } from '../contact/admit-sender.ts'
import { keepSignedProof } from '../proof/proof.ts'
import type { SignedPerson } from './read-token.ts'

const OWNER = statement(`
  select contact_id as "contactId" from identity
  where org_id = $1 and channel = 'web' and address_hash = $2`)
const LOCK_CONTACT = statement('select id from contact where org_id = $1 and id = $2 for update')
const IS_SIGNED = statement(`
  select 1 from identity where org_id = $1 and contact_id = $2 and channel = 'web' and kind = 'external'`)
const LINK = statement(`
  insert into identity (org_id, id, contact_id, channel, kind, address_hash, address)
  values ($1, $2, $3, 'web', 'external', $4, $5)`)
const KNOWN_OTHERWISE = statement(`
  select 1 from identity v
  join identity e on e.org_id = v.org_id and e.contact_id = v.contact_id and e.channel = 'web'
    and e.kind = 'external'
  where v.org_id = $1 and v.channel = 'web' and v.address_hash = $2`)

const SHOW = statement(`
  update conversation set version = version + 1, changed_at = now()
  where org_id = $1 and inbox_id = $2 and contact_id = $3 and status = 'open'
  returning id as "conversationId", version`)

/** A conversation that members see change. */
export type ShownChange = { conversationId: Id; version: number }

/** The address of a signed person: what one inbox signs says nothing in another. */
export function externalAddress(inboxId: Id, externalId: string) {
  return { kind: 'external' as const, value: `${inboxId}:${externalId}` }
}

type Binding = {
  orgId: Id
  inboxId: Id
  person: SignedPerson
  /** What this browser was known by until now; null: it was not. */
  visitorHash: Buffer | null
  /** They write: whom nobody knows yet becomes a contact. */
  isWriting: boolean
}

/**
 * Ties a signed person to their contact, and keeps what was said of them. Whom the site names for the first
 * time is the contact that this browser was until now, if nobody else was ever named for that one: contacts
 * are never merged by it.
 *
 * @returns what changes for members, where they write already
 */
export async function bindPerson(
  ground: { db: Database; keys: Keys },
  binding: Binding,
): Promise<ShownChange[]> {
  const attempt = () => ground.db.withOrg(binding.orgId, (tx) => bind(tx, ground.keys, binding))
  // Another tab was faster: now there is somebody.
  return attempt().catch((error: unknown) => {
    if (isUniqueViolation(error)) return attempt()
    throw error
  })
}

async function bind(tx: OrgTx, keys: Keys, binding: Binding): Promise<ShownChange[]> {
  const { inboxId, person, visitorHash, isWriting } = binding
  const { externalId, name, email, expiresAt } = person
  const address = externalAddress(inboxId, externalId)
  const hash = keys.hashAddress('web', address.kind, address.value)
  let contactId = await ownerOf(tx, hash)
  if (!contactId && visitorHash) contactId = await joined(tx, { visitorHash, hash, value: address.value })
  if (!contactId && isWriting) {
    const profile = name === null ? {} : { name }
    contactId = await admitSender(tx, { keys }, { channel: 'web', addresses: [address], profile })
  }
  if (!contactId) return []
  const proof = { id: newId(), contactId, inboxId, externalId, name, email, expiresAt }
  if (!(await keepSignedProof(tx, proof))) return []
  const { rows } = await tx.query<ShownChange>(SHOW, [tx.orgId, inboxId, contactId])
  return rows
}

async function ownerOf(tx: OrgTx, hash: Buffer): Promise<Id | null> {
  const { rows } = await tx.query<{ contactId: Id }>(OWNER, [tx.orgId, hash])
  return rows[0]?.contactId ?? null
}

type Joining = { visitorHash: Buffer; hash: Buffer; value: string }

/** The lock keeps two people at one browser apart: the second of them finds the contact taken. */
async function joined(tx: OrgTx, { visitorHash, hash, value }: Joining): Promise<Id | null> {
  const contactId = await ownerOf(tx, visitorHash)
  if (!contactId) return null
  await tx.query(LOCK_CONTACT, [tx.orgId, contactId])
  const { rowCount } = await tx.query(IS_SIGNED, [tx.orgId, contactId])
  if (rowCount) return null
  await tx.query(LINK, [tx.orgId, newId(), contactId, hash, encode(value)])
  return contactId
}

/** Whether the contact of a browser is reached by a signed identity alone. */
export async function isKnownOtherwise(tx: OrgTx, visitorHash: Buffer): Promise<boolean> {
  const { rowCount } = await tx.query(KNOWN_OTHERWISE, [tx.orgId, visitorHash])
  return (rowCount ?? 0) > 0
}
