import type { Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const FIND = statement(`
  select exists (
      select from delivery where org_id = $1 and inbox_id = $2 and external_id = $3
      union all
      select from message where org_id = $1 and inbox_id = $2 and external_id = $3) as "isKnown",
    array (
      select id from delivery
      where org_id = $1 and inbox_id = $2 and status = 'sending' and external_id is null) as sending,
    array (
      select id from delivery
      where org_id = $1 and inbox_id = $2 and status = 'unknown' and external_id is null) as unknown`)

/** `sending`, `unknown`: the sends of which the platform's id is not known yet. */
export type FoundSend = { isKnown: boolean; sending: Id[]; unknown: Id[] }

/**
 * Whether the platform's id of a message is known here; else it may be that of one of the sends whose answer
 * is still to come.
 */
export async function findSend(
  db: Database,
  { orgId, inboxId, externalId }: { orgId: Id; inboxId: Id; externalId: string },
): Promise<FoundSend> {
  const [result] = await db.flight(orgId, [{ statement: FIND, values: [orgId, inboxId, externalId] }])
  return result?.rows[0] as FoundSend
}
