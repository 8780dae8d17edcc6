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
  select d.id, d.attempts, d.external_id as "externalId", s.content from conv
  join delivery d on d.org_id = $1 and d.conversation_id = conv.id
  join message s on s.org_id = $1 and s.id = d.message_id
  where (d.external_id is null and d.status in ('sending', 'unknown')
      or d.external_id is not null and d.status in ('accepted', 'sent', 'delivered'))
    and (d.created_at <= $6 or exists (
      select from mark m
      where m.conversation_id = d.conversation_id and (d.seq, d.part) <= (m.seq, m.part))
      or $5 is not null and d.external_id is null and not exists (select from mark))`)

/** A send whose answer is still to come: this attempt of it, and none that repeats it. */
export type EarlySend = { id: Id; attempts: number }

export type Seen = {
  binding: { orgId: Id; inboxId: Id; channel: ChannelType }
  contact: readonly Address[]
  upTo: { at: Date } | { externalId: string }
  /** Only these are asked for: whether their answer has come. */
  among?: readonly EarlySend[]
}

/**
 * The deliveries to a contact up to a time or a message, by the platform's ids: those of which a later status
 * can still say something. `early`: the platform may mean these, of which it has not said yet by which id it
 * took them.
 */
export async function findSeen(
  { db, keys }: { db: Database; keys: Keys },
  { binding: { orgId, inboxId, channel }, contact, upTo, among }: Seen,
): Promise<{ externalIds: string[]; early: EarlySend[] }> {
  const hashes = contact.map(({ kind, value }) => keys.hashAddress(channel, kind, value))
  const externalId = 'externalId' in upTo ? upTo.externalId : null
  const at = 'at' in upTo ? upTo.at : null
  const values = [orgId, channel, hashes, inboxId, externalId, at]
  const [found] = await db.flight(orgId, [{ statement: FIND, values }])
  const isMeant = ({ id, attempts }: Row) =>
    among?.some((one) => one.id === id && one.attempts === attempts) ?? true
  // Who reads the thread has not read what stands under a post.
  const rows = ((found?.rows ?? []) as Row[]).filter((row) => isMeant(row) && !isInPublic(row.content))
  return {
    externalIds: rows.flatMap((row) => row.externalId ?? []),
    early: rows.flatMap(({ id, attempts, externalId: known }) => (known === null ? [{ id, attempts }] : [])),
  }
}

type Row = EarlySend & { externalId: string | null; content: Buffer }

function isInPublic(content: Buffer): boolean {
  return decode<Content>(content).type === 'comment'
}
