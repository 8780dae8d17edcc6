import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockConversation } from '../conversation/lock.ts'
import { ownFailure } from '../reason/reasons.ts'
import type { DeliveryFailure } from './delivery.ts'

const GIVE_UP = statement(`
  with stale as (
    select d.id from delivery d join conversation c on c.org_id = d.org_id and c.id = d.conversation_id
    where d.org_id = $1 and d.id = $3 and d.status = 'unknown' and d.due_at <= now()
      and d.turn_epoch < c.turn_epoch and d.author in ('backend', 'ai')
  ), conv as (
    update conversation c set version = c.version + 1
    where c.org_id = $1 and c.id = $2 and exists (select from stale) returning c.version
  )
  update delivery d set status = 'failed', failure = $4, due_at = null, version = conv.version
  from conv, stale where d.org_id = $1 and d.id = stale.id
  returning conv.version`)

const FAILURE: DeliveryFailure = ownFailure('given_up', { code: 'unconfirmed' })

/**
 * Gives up a micro-backend's delivery whose answer was lost, when its time to be repeated has come and a
 * person has taken the turn meanwhile. A status that names it still settles it.
 *
 * @returns the conversation's new version, or null when the delivery is not of that kind.
 */
export async function giveUpDelivery(
  db: Database,
  { orgId, conversationId, id }: { orgId: Id; conversationId: Id; id: Id },
): Promise<number | null> {
  const [, result] = await db.flight(orgId, [
    lockConversation(orgId, conversationId),
    { statement: GIVE_UP, values: [orgId, conversationId, id, encode(FAILURE)] },
  ])
  return (result?.rows[0]?.version as number | undefined) ?? null
}
