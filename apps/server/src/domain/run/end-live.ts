import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

// What is being cancelled has begun to undo, and other systems count on the rest of it. It is due at once,
// and what the contact wrote before is for no other run.
const FINISH_UNDOING = statement(`
  update run r set wake = 'cancel', due_at = now(), crashes = 0, quiet_from = null, quiet_until = null,
         read_seq = greatest(r.read_seq, c.seq)
  from conversation c
  where c.org_id = $1 and c.id = $2 and r.org_id = $1 and r.id = c.run_id
    and r.status in ('running', 'waiting') and (r.wake = 'cancel' or exists (
      select from journal j where j.org_id = $1 and j.run_id = r.id and j.generation = r.generation
        and left(j.position, 4) = '9999'))
  returning r.id`)
// Also those that wait for what they called.
const CANCEL_RUN = statement(`
  update run set status = 'cancelled', ended_at = now(), due_at = null, wait = null
  where org_id = $1 and conversation_id = $2 and status in ('running', 'waiting')
  returning id as "runId", length`)

export type Ended = { runId: Id; length: number }

/**
 * Cancels the live runs of a conversation, which undo nothing. What was cancelled before, and has not undone
 * all of it yet, goes on doing so: then `undoes` is true and nothing else ends. The caller holds the
 * conversation's lock, and has raised its epoch.
 */
export async function endLiveRuns(
  tx: OrgTx,
  conversationId: Id,
): Promise<{ undoes: boolean; ended: Ended[] }> {
  const { rows } = await tx.query(FINISH_UNDOING, [tx.orgId, conversationId])
  if (rows.length > 0) return { undoes: true, ended: [] }
  const { rows: ended } = await tx.query<Ended>(CANCEL_RUN, [tx.orgId, conversationId])
  return { undoes: false, ended }
}
