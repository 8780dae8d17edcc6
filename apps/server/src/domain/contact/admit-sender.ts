import { type Address, assert, type ChannelType, type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import type { Profile } from './contact.ts'

const OWNED = statement(`
  select i.contact_id as "contactId", a.at::int as at
  from unnest($3::bytea[]) with ordinality as a (hash, at)
  join identity i on i.org_id = $1 and i.channel = $2 and i.address_hash = a.hash order by a.at`)
const ADD_CONTACT = statement('insert into contact (org_id, id, profile) values ($1, $2, $3)')
const ADD_ADDRESS = statement(`
  insert into identity (org_id, id, contact_id, channel, kind, address_hash, address)
  values ($1, $2, $3, $4, $5, $6, $7)`)

type Sender = { channel: ChannelType; addresses: readonly Address[]; profile: Profile }

/**
 * The contact with these addresses, most stable first; a new one with this profile when nobody has any of
 * them. An address that nobody has becomes the contact's; one that is another's stays with them.
 *
 * A unique violation means that another transaction met the same person: the caller begins again.
 */
export async function admitSender(
  tx: OrgTx,
  { keys }: { keys: Keys },
  { channel, addresses, profile }: Sender,
): Promise<Id> {
  assert(addresses.length > 0, 'A contact needs an address.')
  const hashes = addresses.map(({ kind, value }) => keys.hashAddress(channel, kind, value))
  const { rows } = await tx.query<{ contactId: Id; at: number }>(OWNED, [tx.orgId, channel, hashes])
  const contactId = rows[0]?.contactId ?? newId()
  if (!rows[0]) await tx.query(ADD_CONTACT, [tx.orgId, contactId, encode(profile)])
  const owned = new Set(rows.map(({ at }) => at))
  for (const [index, { kind, value }] of addresses.entries()) {
    if (owned.has(index + 1)) continue
    const address = [newId(), contactId, channel, kind, hashes[index], encode(value)]
    await tx.query(ADD_ADDRESS, [tx.orgId, ...address])
  }
  return contactId
}
