import type { Address, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import { type Rows, type Step, statement } from '../../db/statement.ts'

const LIST = statement(`
  select i.kind, i.address from conversation c
  join identity i on i.org_id = c.org_id and i.contact_id = c.contact_id
  where c.org_id = $1 and c.id = $2 order by i.created_at desc`)

/** Reads the addresses of the contact of a conversation, newest first. */
export function readAddresses(orgId: Id, conversationId: Id): Step {
  return { statement: LIST, values: [orgId, conversationId] }
}

export function toAddresses({ rows }: Rows): Address[] {
  return rows.map(({ kind, address }) => ({ kind, value: decode<string>(address) }))
}
