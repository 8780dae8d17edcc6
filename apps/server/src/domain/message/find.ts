import type { Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Inbox } from '../inbox/inbox.ts'

const FIND = statement(`
  select conversation_id as "conversationId" from message
  where org_id = $1 and inbox_id = $2 and external_id = $3`)

/** Where a message stands that the platform calls so; null when it never came here. */
export async function findMessage(
  db: Database,
  { orgId, id: inboxId }: Inbox,
  externalId: string,
): Promise<{ conversationId: Id } | null> {
  const [found] = await db.flight(orgId, [{ statement: FIND, values: [orgId, inboxId, externalId] }])
  return (found?.rows[0] as { conversationId: Id } | undefined) ?? null
}
