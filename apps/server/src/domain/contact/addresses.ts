import type { Address, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { type Rows, type Step, statement } from '../../db/statement.ts'

/** The addresses of the contacts of several conversations, newest first: a `SharedRead` by conversation. */
export const ADDRESSES = statement(`
  select a.at::int as at, i.kind, i.address from unnest($2::uuid[]) with ordinality as a (id, at)
  join conversation c on c.org_id = $1 and c.id = a.id
  join identity i on i.org_id = c.org_id and i.contact_id = c.contact_id
  order by a.at, i.created_at desc`)

/** Reads the addresses of the contact of a conversation, newest first. */
export function readAddresses(orgId: Id, conversationId: Id): Step {
  return { statement: ADDRESSES, values: [orgId, [conversationId]] }
}

export function toAddresses({ rows }: Rows): Address[] {
  return rows.map(({ kind, address }) => ({ kind, value: decode<string>(address) }))
}

export async function addressesOf(db: Database, orgId: Id, conversationId: Id): Promise<Address[]> {
  const [read] = await db.flight(orgId, [readAddresses(orgId, conversationId)])
  return read ? toAddresses(read) : []
}
