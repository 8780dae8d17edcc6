import type { Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockConversation } from '../conversation/lock.ts'
import { listenedFor } from '../node/node.ts'
import type { Sending } from './delivery.ts'

/**
 * For how long an attempt whose answer was lost waits for a status that names it, before it is repeated. Meta
 * delivers statuses within seconds, and repeats them to a server that was away. Seven were tried: after two
 * kills and an outage within 8 s the status came too late, and the message was shown twice.
 */
export const SETTLE_MS = 10_000

/** A node repeats a send in doubt only after it has listened so long since its start or last outage. */
const LISTENING_MS = 6_000

const FIND = statement('select conversation_id as id from delivery where org_id = $1 and id = $2')

const DOUBT = statement(`
  with conv as (
    update conversation c set version = c.version + 1
    where c.org_id = $1 and c.id = $2 and exists (
      select from delivery d where d.org_id = $1 and d.id = $3 and d.status = 'sending'
        and d.claimed_by <> all ($4::uuid[]))
    returning c.version
  )
  update delivery d set status = 'unknown', unconfirmed = d.unconfirmed + 1, claimed_by = null,
         due_at = now() + ${SETTLE_MS} * interval '1 millisecond', version = conv.version
  from conv where d.org_id = $1 and d.id = $3
  returning conv.version`)

/**
 * Doubts a delivery whose owner died while it was being sent: it may be on the contact's phone.
 *
 * @returns the conversation's new version, or null when the delivery was not in that state.
 */
export async function doubtDelivery(
  db: Database,
  { orgId, id, living }: { orgId: Id; id: Id; living: readonly Id[] },
): Promise<{ conversationId: Id; version: number } | null> {
  const conversationId = await conversationOf(db, orgId, id)
  if (!conversationId) return null
  const [, result] = await db.flight(orgId, [
    lockConversation(orgId, conversationId),
    { statement: DOUBT, values: [orgId, conversationId, id, living] },
  ])
  const version = result?.rows[0]?.version as number | undefined
  return version === undefined ? null : { conversationId, version }
}

const TAKE = statement(`
  update delivery n set status = 'sending', claimed_by = $3, attempts = n.attempts + 1, due_at = null
  from conversation c
  where c.org_id = $1 and c.id = $2 and (n.turn_epoch = c.turn_epoch or n.author not in ('backend', 'ai'))
    and n.org_id = $1 and n.id = (
      select id from delivery where org_id = $1 and conversation_id = $2 and status in ('pending',
        'sending', 'unknown')
      order by seq, part limit 1)
    and (n.status = 'pending' and (n.due_at is null or n.due_at <= now())
      or n.status = 'unknown' and n.due_at <= now() and ${listenedFor('$3', LISTENING_MS)})
  returning n.id, n.inbox_id as "inboxId", n.message_id as "messageId", n.seq, n.part, n.attempts, n.held`)

/**
 * Puts the conversation's foremost delivery into `sending` for this node, when its time has come. A delivery
 * is never sent before the one in front of it is settled, and a micro-backend's never after a person took the
 * turn. One in doubt is repeated only by a node that has listened long enough since its last outage: the
 * status that settles it may have come while nobody could take it.
 */
export async function takeDelivery(
  db: Database,
  { orgId, conversationId, nodeId }: { orgId: Id; conversationId: Id; nodeId: Id },
): Promise<Sending | null> {
  const [, result] = await db.flight(orgId, [
    lockConversation(orgId, conversationId),
    { statement: TAKE, values: [orgId, conversationId, nodeId] },
  ])
  const row = result?.rows[0] as Sending | undefined
  return row ? { ...row, orgId, conversationId } : null
}

export async function conversationOf(db: Database, orgId: Id, deliveryId: Id): Promise<Id | null> {
  const [found] = await db.flight(orgId, [{ statement: FIND, values: [orgId, deliveryId] }])
  return (found?.rows[0]?.id as Id | undefined) ?? null
}
