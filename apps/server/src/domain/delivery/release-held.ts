import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const RELEASE = statement(`
  update delivery set due_at = now()
  where org_id = $1 and inbox_id = $2 and status = 'pending' and due_at > now()`)

/**
 * Lets the deliveries of an inbox go that waited for a person: the wake takes up the foremost of each
 * conversation, and the others follow it in their order.
 */
export async function releaseHeld(tx: OrgTx, inboxId: Id): Promise<void> {
  await tx.query(RELEASE, [tx.orgId, inboxId])
}
