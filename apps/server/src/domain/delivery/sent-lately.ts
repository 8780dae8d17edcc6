import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Sending } from './delivery.ts'

const SENT = statement(`
  select floor(extract(epoch from now() - sent_at) * 1000)::float8 as ms from delivery
  where org_id = $1 and conversation_id = $2 and sent_at > now() - $3::float8 * interval '1 millisecond'
  order by sent_at`)

/** How many ms ago each message of the last time went to the contact of a conversation, the oldest first. */
export async function sentLately(
  db: Database,
  { orgId, conversationId }: Sending,
  withinMs: number,
): Promise<number[]> {
  const [found] = await db.flight(orgId, [{ statement: SENT, values: [orgId, conversationId, withinMs] }])
  return (found?.rows ?? []).map(({ ms }) => ms as number)
}
