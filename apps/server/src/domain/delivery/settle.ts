import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockTogether } from '../conversation/lock.ts'
import type { DeliveryFailure, Sending } from './delivery.ts'

/**
 * How an attempt ended. `accepted` and `failed` let the next message of the conversation go; after `again`
 * and `unknown` the order is kept, so the next one waits. What a person silenced meanwhile is not sent
 * `again`.
 */
export type Settlement =
  | { type: 'accepted'; externalId: string | null }
  | { type: 'failed'; failure: DeliveryFailure }
  | { type: 'again'; failure: DeliveryFailure; afterMs: number; isHeld?: boolean }
  | { type: 'unknown'; failure: DeliveryFailure; afterMs: number; isHeld?: boolean }

const STATUS = { accepted: 'accepted', failed: 'failed', again: 'pending', unknown: 'unknown' } as const

/** It would be sent again, and a person took the turn meanwhile. */
const STALE = "$4 = 'pending' and d.turn_epoch < conv.turn_epoch and d.author in ('backend', 'ai')"

const SETTLE = statement(`
  with conv as (
    update conversation c set version = c.version + 1
    where c.org_id = $1 and c.id = $2
      and exists (
        select from delivery d where d.org_id = $1 and d.id = $3 and d.status in ('sending', 'unknown')
          and (d.attempts = $9 or $4 = 'accepted'))
    returning c.version, c.turn_epoch
  ), settled as (
    update delivery d set external_id = coalesce($5, d.external_id), failure = $6,
      status = case when ${STALE} then 'cancelled' else $4 end,
      due_at = case when $7::int is null or ${STALE} then null
        else now() + $7 * interval '1 millisecond' end,
      unconfirmed = d.unconfirmed + case when $4 = 'unknown' then 1 else 0 end,
      held = d.held + $10, sent_at = case when $10 = 0 then now() else d.sent_at end,
      claimed_by = null, version = conv.version
    from conv where d.org_id = $1 and d.id = $3
    returning d.status
  ), next as (
    update delivery n set status = 'sending', claimed_by = $8, attempts = n.attempts + 1,
      version = conv.version
    from conv, settled
    where settled.status in ('accepted', 'failed', 'cancelled') and n.org_id = $1 and n.id = (
        select id from delivery where org_id = $1 and conversation_id = $2 and id <> $3
          and status in ('pending', 'sending', 'unknown')
        order by seq, part limit 1)
      and n.status = 'pending' and (n.due_at is null or n.due_at <= now())
    returning n.id, n.inbox_id, n.message_id, n.seq, n.part, n.attempts, n.held
  )
  select conv.version, next.id, next.inbox_id as "inboxId", next.message_id as "messageId", next.seq,
         next.part, next.attempts, next.held
  from conv left join next on true`)

/**
 * Records how an attempt ended, and puts the conversation's next delivery into `sending` for this node.
 *
 * A delivery that a status has settled meanwhile is left as it is. So is one that another node sends again,
 * because this one was taken for dead: all this attempt can still tell is that it was accepted.
 *
 * @returns the conversation's new version, null when nothing changed; and the delivery to send next.
 */
export async function settleDelivery(
  db: Database,
  sending: Sending,
  { nodeId, settlement }: { nodeId: Id; settlement: Settlement },
): Promise<{ version: number | null; next: Sending | null }> {
  const { orgId, conversationId } = sending
  const values = [
    orgId,
    conversationId,
    sending.id,
    STATUS[settlement.type],
    settlement.type === 'accepted' ? settlement.externalId : null,
    settlement.type === 'accepted' ? null : encode(settlement.failure),
    'afterMs' in settlement ? Math.round(settlement.afterMs) : null,
    nodeId,
    sending.attempts,
    'isHeld' in settlement && settlement.isHeld ? 1 : 0,
  ]
  const [result] = await db.sharedFlight(orgId, {
    key: conversationId,
    lock: lockTogether(conversationId),
    steps: [{ statement: SETTLE, values }],
  })
  const row = result?.rows[0] as ({ version: number } & Partial<Sending>) | undefined
  if (!row) return { version: null, next: null }
  const { version, ...next } = row
  return { version, next: next.id ? ({ ...next, orgId, conversationId } as Sending) : null }
}
