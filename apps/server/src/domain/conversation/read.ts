import type { Conversation, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { enqueue } from '../job/enqueue.ts'
import { getConversation, lockedConversation } from './conversation.ts'

const UNREAD = statement(`
  select count(*)::int as unread from message
  where org_id = $1 and conversation_id = $2 and direction = 'in' and seq > $3`)
const READ = statement(`
  update conversation set read_seq = $3, unread = $4, version = version + 1, changed_at = now()
  where org_id = $1 and id = $2`)
const LAST = statement(`
  select external_id as "externalId" from message
  where org_id = $1 and conversation_id = $2 and direction = 'in' and seq <= $3 and external_id is not null
  order by seq desc limit 1`)

/**
 * Marks the contact's messages up to `seq` as read by members, and tells the platform. Going backwards
 * changes nothing.
 *
 * @throws AppError `not_found`
 */
export async function markRead(
  tx: OrgTx,
  { conversationId, seq }: { conversationId: Id; seq: number },
): Promise<Conversation> {
  const before = await lockedConversation(tx, conversationId)
  const upTo = Math.min(seq, before.seq)
  if (upTo > before.readSeq) {
    const { rows: counted } = await tx.query<{ unread: number }>(UNREAD, [tx.orgId, conversationId, upTo])
    await tx.query(READ, [tx.orgId, conversationId, upTo, counted[0]?.unread ?? 0])
    const externalId = before.channel === 'web' ? null : await lastInbound(tx, conversationId, upTo)
    if (externalId) {
      const { inboxId } = before
      await enqueue(tx, { kind: 'mark_read', inboxId, conversationId, externalId, typing: false })
    }
  }
  return getConversation(tx, conversationId)
}

/** The platform's id of the newest inbound message up to `seq`. */
export async function lastInbound(tx: OrgTx, conversationId: Id, seq: number): Promise<string | null> {
  const { rows } = await tx.query<{ externalId: string }>(LAST, [tx.orgId, conversationId, seq])
  return rows[0]?.externalId ?? null
}

const CONTACT_READ = statement(`
  with conv as (
    select seq, contact_read_seq from conversation where org_id = $1 and id = $2 for update
  ), changed as (
    update conversation c set contact_read_seq = $3, version = c.version + 1 from conv
    where c.org_id = $1 and c.id = $2 and conv.contact_read_seq < $3 and $3 <= conv.seq
    returning c.version
  ), seen as (
    update message m set read_version = changed.version from conv, changed
    where m.org_id = $1 and m.conversation_id = $2 and m.direction = 'out'
      and m.seq > conv.contact_read_seq and m.seq <= $3
  )
  select version from changed`)

/** The visitor has seen the messages up to `seq`. Returns the new version, null when that was known. */
export async function contactRead(
  tx: OrgTx,
  { conversationId, seq }: { conversationId: Id; seq: number },
): Promise<number | null> {
  const { rows } = await tx.query<{ version: number }>(CONTACT_READ, [tx.orgId, conversationId, seq])
  return rows[0]?.version ?? null
}
