import type { Address, ChannelType, Content, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'

const FIND = statement(`
  with conv as (
    select c.id from identity i
    join conversation c on c.org_id = i.org_id and c.contact_id = i.contact_id
    where i.org_id = $1 and i.channel = $2 and i.address_hash = any ($3::bytea[]) and c.inbox_id = $4
  ), mark as (
    select conversation_id, seq, part from delivery
    where org_id = $1 and inbox_id = $4 and external_id = $5
  )
  select d.external_id as "externalId", d.status, s.content from conv
  join delivery d on d.org_id = $1 and d.conversation_id = conv.id
  join message s on s.org_id = $1 and s.id = d.message_id
  where (d.status = 'sending' or d.external_id is not null and d.status in ('accepted', 'sent', 'delivered'))
    and (d.created_at <= $6 or exists (
      select from mark m
      where m.conversation_id = d.conversation_id and (d.seq, d.part) <= (m.seq, m.part))
      or $5 is not null and d.status = 'sending' and not exists (select from mark))`)

type Seen = {
  inbox: { orgId: Id; id: Id; channel: ChannelType }
  contact: readonly Address[]
  upTo: { at: Date } | { externalId: string }
}

/**
 * The deliveries to a contact up to a time or a message, by the platform's ids: those of which a later status
 * can still say something. `isEarly`: the platform may mean one of which it has not said yet that it took it.
 */
export async function findSeen(
  { db, keys }: { db: Database; keys: Keys },
  { inbox, contact, upTo }: Seen,
): Promise<{ externalIds: string[]; isEarly: boolean }> {
  const hashes = contact.map(({ kind, value }) => keys.hashAddress(inbox.channel, kind, value))
  const externalId = 'externalId' in upTo ? upTo.externalId : null
  const at = 'at' in upTo ? upTo.at : null
  const values = [inbox.orgId, inbox.channel, hashes, inbox.id, externalId, at]
  const [found] = await db.flight(inbox.orgId, [{ statement: FIND, values }])
  // Who reads the thread has not read what stands under a post.
  const inThread = (found?.rows ?? []).filter((row) => !isInPublic(row.content as Buffer))
  const isSending = ({ status }: (typeof inThread)[number]) => status === 'sending'
  return {
    externalIds: inThread.filter((row) => !isSending(row)).map((row) => row.externalId as string),
    isEarly: inThread.some(isSending),
  }
}

function isInPublic(content: Buffer): boolean {
  return decode<Content>(content).type === 'comment'
}
