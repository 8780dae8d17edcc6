import { type Address, type Content, type Id, isId } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import type { Inbox } from '../inbox/inbox.ts'

const SENT = statement(`
  select 1 from delivery where org_id = $1 and inbox_id = $2 and external_id = $3
  union all
  select 1 from delivery where org_id = $1 and inbox_id = $2 and id = $4`)
const DOUBTFUL = statement(`
  select d.id, d.part, d.status, m.content from identity i
  join conversation c on c.org_id = i.org_id and c.contact_id = i.contact_id and c.inbox_id = $4
  join delivery d on d.org_id = c.org_id and d.conversation_id = c.id
  join message m on m.org_id = d.org_id and m.id = d.message_id
  where i.org_id = $1 and i.channel = $2 and i.address_hash = any ($3::bytea[])
    and d.status in ('sending', 'unknown')
  order by d.seq, d.part`)

/** A delivery of which nobody knows yet whether it arrived, and by which id. */
export type Doubtful = { id: Id; part: number; status: 'sending' | 'unknown'; content: Content }

type Echo = { recipient: readonly Address[]; externalId: string; opaque: string | null }

/** Whether an echo is of a delivery from here; else the deliveries to this contact that it may be of. */
export async function findEchoed(
  { db, keys }: { db: Database; keys: Keys },
  { orgId, id: inboxId, channel }: Inbox,
  { recipient, externalId, opaque }: Echo,
): Promise<{ isOurs: boolean; doubtful: Doubtful[] }> {
  const hashes = recipient.map(({ kind, value }) => keys.hashAddress(channel, kind, value))
  const [sent, doubtful] = await db.flight(orgId, [
    { statement: SENT, values: [orgId, inboxId, externalId, isId(opaque) ? opaque : null] },
    { statement: DOUBTFUL, values: [orgId, channel, hashes, inboxId] },
  ])
  return {
    isOurs: (sent?.rows.length ?? 0) > 0,
    doubtful: (doubtful?.rows ?? []).map((row) => ({
      ...(row as Doubtful),
      content: decode<Content>(row.content as Buffer),
    })),
  }
}
