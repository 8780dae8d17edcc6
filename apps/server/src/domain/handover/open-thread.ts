import type { Address, ChannelType, Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'

const FIND = statement(`
  select c.id from identity i
  join conversation c on c.org_id = i.org_id and c.contact_id = i.contact_id and c.inbox_id = $4
  where i.org_id = $1 and i.channel = $2 and i.address_hash = any ($3::bytea[]) and c.status = 'open'
  limit 1`)

/** The open conversation with a contact; null when there is none. */
export async function openThread(
  { db, keys }: { db: Database; keys: Keys },
  { orgId, id, channel }: { orgId: Id; id: Id; channel: ChannelType },
  contact: readonly Address[],
): Promise<Id | null> {
  const hashes = contact.map(({ kind, value }) => keys.hashAddress(channel, kind, value))
  const [found] = await db.flight(orgId, [{ statement: FIND, values: [orgId, channel, hashes, id] }])
  return (found?.rows[0]?.id as Id | undefined) ?? null
}
