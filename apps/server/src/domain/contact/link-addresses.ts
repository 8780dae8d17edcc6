import { type Address, type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'

const LINK = statement(`
  insert into identity (org_id, id, contact_id, channel, kind, address_hash, address)
  select $1, $3, c.contact_id, i.channel, $4, $5, $6
  from conversation c join inbox i on i.org_id = c.org_id and i.id = c.inbox_id
  where c.org_id = $1 and c.id = $2
  on conflict (org_id, channel, address_hash) do nothing`)

type Link = { orgId: Id; conversationId: Id; channel: string; addresses: readonly Address[] }

/**
 * Takes over addresses under which the platform says it knows the contact of a conversation. One that is
 * another contact's stays with them: contacts are not merged by it.
 */
export async function linkAddresses(
  { db, keys }: { db: Database; keys: Keys },
  { orgId, conversationId, channel, addresses }: Link,
): Promise<void> {
  const steps = addresses.map(({ kind, value }) => {
    const hash = keys.hashAddress(channel, kind, value)
    return { statement: LINK, values: [orgId, conversationId, newId(), kind, hash, encode(value)] }
  })
  if (steps.length > 0) await db.flight(orgId, steps)
}
