import type { Address, ChannelType, Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'

// The first, most stable address decides, as it does when a contact writes.
const FIND = statement(`
  select i.contact_id as id from unnest($3::bytea[]) with ordinality as a (hash, at)
  join identity i on i.org_id = $1 and i.channel = $2 and i.address_hash = a.hash
  order by a.at limit 1`)

/** The contact who has one of these addresses; null when nobody has. */
export async function findContact(
  { db, keys }: { db: Database; keys: Keys },
  { orgId, channel }: { orgId: Id; channel: ChannelType },
  addresses: readonly Address[],
): Promise<Id | null> {
  const hashes = addresses.map(({ kind, value }) => keys.hashAddress(channel, kind, value))
  const [found] = await db.flight(orgId, [{ statement: FIND, values: [orgId, channel, hashes] }])
  return (found?.rows[0]?.id as Id | undefined) ?? null
}
