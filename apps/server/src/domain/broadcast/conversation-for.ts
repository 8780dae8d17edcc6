import { type Id, newId } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

// What the contact answers within a week reopens the conversation that was closed last: see `admit.ts`.
const FIND = statement(`
  select id, status, closed_at > now() - interval '7 days' as "isRecent" from (
    select id, status, closed_at, created_at from conversation
    where org_id = $1 and inbox_id = $2 and contact_id = $3 and status = 'open'
    union all
    select id, status, closed_at, created_at from conversation
    where org_id = $1 and inbox_id = $2 and contact_id = $3 and status = 'closed') c
  order by status desc, created_at desc limit 1`)
const LOCK = statement(`
  select waiting_since as "waitingSince" from conversation where org_id = $1 and id = $2 for update`)
const ADD = statement(`
  insert into conversation (org_id, id, inbox_id, contact_id, status, closed_at)
  values ($1, $2, $3, $4, 'closed', now())`)
const SETTLE = statement(`
  update conversation set waiting_since = $3, closed_at = case when status = 'closed' then now() end
  where org_id = $1 and id = $2`)

export type Place = { conversationId: Id; waitingSince: Date | null }

/**
 * The conversation in which a contact gets a broadcast, locked. An open one if there is; else the closed one
 * that an answer would reopen, or a new one that is closed: ten thousand messages are no work for anybody
 * until somebody answers.
 */
export async function conversationFor(
  tx: OrgTx,
  { inboxId, contactId }: { inboxId: Id; contactId: Id },
): Promise<Place> {
  const { rows } = await tx.query<{ id: Id; status: string; isRecent: boolean | null }>(FIND, [
    ...[tx.orgId, inboxId, contactId],
  ])
  const [found] = rows
  if (found && (found.status === 'open' || found.isRecent)) {
    const { rows: locked } = await tx.query<{ waitingSince: Date | null }>(LOCK, [tx.orgId, found.id])
    return { conversationId: found.id, waitingSince: locked[0]?.waitingSince ?? null }
  }
  const conversationId = newId()
  await tx.query(ADD, [tx.orgId, conversationId, inboxId, contactId])
  return { conversationId, waitingSince: null }
}

/** A broadcast answers nobody: who waits goes on waiting. What is closed can be answered for a week. */
export async function leaveAsItWas(tx: OrgTx, { conversationId, waitingSince }: Place): Promise<void> {
  await tx.query(SETTLE, [tx.orgId, conversationId, waitingSince])
}
