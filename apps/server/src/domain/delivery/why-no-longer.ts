import type { Content } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { ownFailure } from '../reason/reasons.ts'
import type { DeliveryFailure, Sending } from './delivery.ts'

// An opt-out of its purpose, or of everything, that came after the permission it rests on.
const TAKEN_BACK = statement(`
  select 1 from message m
  join permission g on g.org_id = m.org_id and g.id = m.permission_id
  join permission t on t.org_id = g.org_id and t.contact_id = g.contact_id and t.channel = g.channel
    and t.purpose in (g.purpose, 'all') and t.kind = 'opt_out' and t.given_at > g.given_at
  where m.org_id = $1 and m.id = $2
    and not exists (
      select from permission a where a.org_id = t.org_id and a.contact_id = t.contact_id
        and a.channel = t.channel and a.purpose = g.purpose and a.kind = 'opt_in' and a.given_at > t.given_at)
  limit 1`)

const FAILURE: DeliveryFailure = ownFailure('opted_out')

/**
 * Why a template that was queued may not be sent any more: the contact took the permission back that it rests
 * on, in the moment between. Null for everything else.
 */
export async function whyNoLonger(
  db: Database,
  { orgId, messageId }: Sending,
  content: Content,
): Promise<DeliveryFailure | null> {
  if (content.type !== 'template') return null
  const [found] = await db.flight(orgId, [{ statement: TAKEN_BACK, values: [orgId, messageId] }])
  return found?.rows.length ? FAILURE : null
}
