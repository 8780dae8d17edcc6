import type { Address, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const LIST = statement(`
  select kind, address from identity where org_id = $1 and contact_id = $2 order by created_at desc`)

/** The addresses of a contact, newest first. */
export async function addressesOf(tx: Queryable, orgId: Id, contactId: Id): Promise<Address[]> {
  const { rows } = await tx.query<{ kind: Address['kind']; address: Buffer }>(LIST, [orgId, contactId])
  return rows.map(({ kind, address }) => ({ kind, value: decode<string>(address) }))
}
