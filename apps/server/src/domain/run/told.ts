import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ClaimedRun } from './run.ts'

const LAST_SAID = statement(`
  select author, run_id as "runId" from message
  where org_id = $1 and conversation_id = $2 and direction = 'out' order by seq desc limit 1`)

/**
 * Whether the last thing the contact was told is that this run failed: one that is retried and fails again
 * does not say so twice.
 */
export async function wasToldOfFailure(db: Database, run: ClaimedRun): Promise<boolean> {
  const [last] = await db.flight(run.orgId, [
    { statement: LAST_SAID, values: [run.orgId, run.conversationId] },
  ])
  const row = last?.rows[0]
  return row?.author === 'system' && row.runId === run.id
}
