import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const TAKE = statement(`
  update conversation set holder = 'human', turn_epoch = turn_epoch + 1, version = version + 1,
    changed_at = now()
  where org_id = $1 and id = $2`)
// What stays may have waited behind what is cancelled: it becomes due.
const CANCEL = statement(`
  update delivery d set version = c.version,
    status = case when d.author in ('backend', 'ai') then 'cancelled' else d.status end,
    due_at = case when d.author in ('backend', 'ai') then null else coalesce(d.due_at, now()) end
  from conversation c
  where c.org_id = $1 and c.id = $2 and d.org_id = $1 and d.conversation_id = $2 and d.status = 'pending'`)
const PARK = statement(`
  update run r set due_at = case when r.wake = 'cancel' then r.due_at end, quiet_from = null,
    quiet_until = null
  from conversation c
  where c.org_id = $1 and c.id = $2 and r.org_id = $1 and r.id = c.run_id`)

/**
 * Gives the turn to people. Raises the epoch, so that whatever a micro-backend has under way can no longer be
 * shown to the contact; cancels what it had not sent yet; parks its timer, but not a cancellation. The caller
 * holds the conversation's lock.
 */
export async function takeTurn(tx: OrgTx, conversationId: Id): Promise<void> {
  await tx.query(TAKE, [tx.orgId, conversationId])
  await cancelUnsent(tx, conversationId)
  await tx.query(PARK, [tx.orgId, conversationId])
}

/** Cancels what a micro-backend said and nobody has sent yet. The caller has raised version and epoch. */
export async function cancelUnsent(tx: OrgTx, conversationId: Id): Promise<void> {
  await tx.query(CANCEL, [tx.orgId, conversationId])
}
