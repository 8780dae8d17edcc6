import type { Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { type HeldOf, readHealth } from '../health/read.ts'
import { judge } from './judge.ts'
import { recentOf } from './recent.ts'
import { type AlarmChange, settleAlarms } from './settle.ts'

/** Looks at the inboxes of an org, raises what is wrong and ends what no longer is. Safe to repeat. */
export async function lookAtInboxes(
  db: Database,
  orgId: Id,
  heldOf: HeldOf,
): Promise<{ changes: AlarmChange[]; open: number }> {
  return db.withOrg(orgId, async (tx) => {
    const changes: AlarmChange[] = []
    let open = 0
    for (const health of await readHealth(tx, { heldOf })) {
      const { inboxId, lastEventAt } = health
      const judged = judge(health, await recentOf(tx, inboxId, lastEventAt), Date.now())
      open += judged.length
      changes.push(...(await settleAlarms(tx, inboxId, judged)))
    }
    return { changes, open }
  })
}
