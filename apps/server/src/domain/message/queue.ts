import { briefOf, type Content, type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Basis } from '../permission/find.ts'

// Due at once: when the server dies between the commit and the sending, the wake finds it.
const SAY = statement(`
  with conv as (
    update conversation set seq = seq + 1, version = version + 1, preview = $6, last_message_at = now(),
           waiting_since = case when $17 then waiting_since end, changed_at = now()
    where org_id = $1 and id = $2 returning id, inbox_id, seq, version, turn_epoch
  ), said as (
    insert into message (org_id, id, conversation_id, inbox_id, seq, direction, author, member_id, content,
      client_id,
                         reply_to_id, reply_to_external_id, version, external_id, sent_at, purpose,
                         permission_id)
    select $1, $3, id, inbox_id, seq, 'out', $4, $5, $7, $8, $9, $10, version, $13,
           coalesce($14::timestamptz, now()), $15, $16 from conv
  ), queued as (
    insert into delivery (org_id, id, message_id, conversation_id, inbox_id, seq, part, author, turn_epoch,
      status,
                          due_at, version)
    select $1, d.id, $3, conv.id, conv.inbox_id, conv.seq, d.part, $4, conv.turn_epoch, 'pending', now(),
      conv.version
    from conv, unnest($11::uuid[], $12::int[]) as d (id, part)
  )
  select version from conv`)

export type OutboundMessage = {
  /** Where it was given out before. */
  id?: Id
  conversationId: Id
  author: 'agent' | 'system' | 'ai'
  memberId: Id | null
  content: Content
  clientId: string | null
  replyTo: { id: Id | null; externalId: string | null } | null
  /** What it rests on, where the business begins; null for an answer. */
  basis?: Basis | null
  /** Number of deliveries; 0 where the channel hands messages over by itself, or has done so. */
  parts: number
  /** Of a message that was sent elsewhere: the platform's id of it, and when that was. */
  externalId?: string
  sentAt?: Date
  /** The contact waits on, for a person: it answers nothing. */
  isWaiting?: boolean
}

/**
 * Writes an outbound message and its deliveries into the conversation. The caller holds the conversation's
 * lock.
 */
export async function queueMessage(
  tx: OrgTx,
  message: OutboundMessage,
): Promise<{ id: Id; version: number }> {
  const id = message.id ?? newId()
  const parts = Array.from({ length: message.parts }, (_, part) => part)
  const { rows } = await tx.query<{ version: number }>(SAY, [
    tx.orgId,
    message.conversationId,
    id,
    message.author,
    message.memberId,
    encode({ ...briefOf(message.content), author: message.author, memberId: message.memberId }),
    encode(message.content),
    message.clientId,
    message.replyTo?.id ?? null,
    message.replyTo?.externalId ?? null,
    parts.map(() => newId()),
    parts,
    message.externalId ?? null,
    message.sentAt ?? null,
    message.basis?.purpose ?? null,
    message.basis?.permissionId ?? null,
    message.isWaiting === true,
  ])
  return { id, version: rows[0]?.version ?? 0 }
}
