import type { Address, Id } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import type { Inbox } from '../inbox/inbox.ts'
import { admitSender } from './admit-sender.ts'
import { type Profile, withBookName, withoutBookName } from './contact.ts'

const FIND = statement(`
  select i.contact_id as id from unnest($3::bytea[]) with ordinality as a (hash, at)
  join identity i on i.org_id = $1 and i.channel = $2 and i.address_hash = a.hash order by a.at limit 1`)
const LOCK = statement('select profile from contact where org_id = $1 and id = $2 for update')
const WRITE = statement('update contact set profile = $3, updated_at = now() where org_id = $1 and id = $2')
const SHOW = statement(`
  update conversation set version = version + 1, changed_at = now()
  where org_id = $1 and contact_id = $2 and status = 'open' returning id, version`)
const HAS_SPOKEN = statement(`
  select exists (select from conversation where org_id = $1 and contact_id = $2) as spoken`)
const FORGET_ADDRESSES = statement('delete from identity where org_id = $1 and contact_id = $2')
const FORGET_TERMS = statement('delete from contact_term where org_id = $1 and contact_id = $2')
const FORGET = statement('delete from contact where org_id = $1 and id = $2')

type Synced = { contact: readonly Address[]; name: string | null; removed: boolean }
export type Shown = { id: Id; version: number }

/**
 * Follows the address book of the business's own phone. Its name for a contact stands before the one that the
 * contact goes by, and behind one that a micro-backend gave. Who leaves the book loses that name; who was in
 * it and never wrote is forgotten.
 *
 * Safe to repeat. A unique violation means that the person wrote at this moment: the caller begins again.
 *
 * @returns the conversations that show it.
 */
export async function syncContact(
  { db, keys }: { db: Database; keys: Keys },
  inbox: Inbox,
  { contact, name, removed }: Synced,
): Promise<Shown[]> {
  return db.withOrg(inbox.orgId, async (tx) => {
    const hashes = contact.map(({ kind, value }) => keys.hashAddress(inbox.channel, kind, value))
    const { rows } = await tx.query<{ id: Id }>(FIND, [tx.orgId, inbox.channel, hashes])
    const id = rows[0]?.id
    if (id === undefined) {
      if (removed || name === null) return []
      const profile = withBookName({}, name)
      await admitSender(tx, { keys }, { channel: inbox.channel, addresses: contact, profile })
      return []
    }
    return change(tx, id, removed ? null : name)
  })
}

/** `name` is null for who is not in the book any more, or without a name in it. */
async function change(tx: OrgTx, id: Id, name: string | null): Promise<Shown[]> {
  const { rows } = await tx.query<{ profile: Buffer }>(LOCK, [tx.orgId, id])
  const [row] = rows
  if (!row) return []
  const before = decode<Profile>(row.profile)
  const after = name === null ? withoutBookName(before) : withBookName(before, name)
  if (name === null && (await isOnlyInBook(tx, id, before))) {
    await tx.query(FORGET_ADDRESSES, [tx.orgId, id])
    await tx.query(FORGET_TERMS, [tx.orgId, id])
    await tx.query(FORGET, [tx.orgId, id])
    return []
  }
  await tx.query(WRITE, [tx.orgId, id, encode(after)])
  if (after.name === before.name) return []
  const shown = await tx.query<Shown>(SHOW, [tx.orgId, id])
  return shown.rows
}

async function isOnlyInBook(tx: OrgTx, id: Id, { bookName }: Profile): Promise<boolean> {
  if (bookName === undefined) return false
  const { rows } = await tx.query<{ spoken: boolean }>(HAS_SPOKEN, [tx.orgId, id])
  return rows[0]?.spoken === false
}
