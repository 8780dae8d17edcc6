/**
 * How many deliveries an org made, by inbox and quarter of an hour. A quarter that is over never changes,
 * so it is counted once and kept; only what is younger is counted each time somebody asks.
 */
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { firstIdAt } from '../run/ids-between.ts'

const QUARTER_MS = 15 * 60_000
/** A transaction that began in a quarter has ended so long after it. */
const CLOSED_AFTER_MS = QUARTER_MS

const KEPT_UNTIL = statement('select max(began_at) as "beganAt" from delivery_tally where org_id = $1')
const KEEP = statement(`
  insert into delivery_tally (org_id, began_at, inbox_id, deliveries)
  select $1, date_bin('15 minutes', created_at, 'epoch') as began_at, inbox_id, count(*) from delivery
  where org_id = $1 and id >= $2 and created_at >= $3 and created_at < $4
  group by 2, 3 order by 2, 3
  on conflict (org_id, began_at, inbox_id) do nothing`)

/** Where the deliveries that are not kept as a number begin; afterwards all before it are. */
export async function tallyDeliveries(tx: OrgTx): Promise<Date> {
  const { rows } = await tx.query<{ beganAt: Date | null }>(KEPT_UNTIL, [tx.orgId])
  const from = rows[0]?.beganAt ? new Date(rows[0].beganAt.getTime() + QUARTER_MS) : new Date(0)
  const now = Date.now()
  const open = new Date(now - (now % QUARTER_MS) - CLOSED_AFTER_MS)
  if (from < open) await tx.query(KEEP, [tx.orgId, firstIdAt(from.getTime()), from, open])
  return from > open ? from : open
}
