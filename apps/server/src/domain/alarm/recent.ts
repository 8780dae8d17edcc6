import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lagSince } from '../health/read.ts'
import type { Recent } from './judge.ts'

const RECENTLY_MS = 5 * 60_000
const BUSY = statement(`
  select count(distinct began_at::date)::int as days, coalesce(sum(events), 0)::int as events
  from receipt_tally where org_id = $1 and inbox_id = $2
    and began_at > $3::timestamptz - interval '7 days' and began_at <= $3`)

/** What `judge` has to know beside the health of an inbox. */
export async function recentOf(tx: OrgTx, inboxId: Id, lastEventAt: string | null): Promise<Recent> {
  const lag = await lagSince(tx, inboxId, new Date(Date.now() - RECENTLY_MS))
  if (lastEventAt === null) return { lag, busyDays: 0, events: 0 }
  const { rows } = await tx.query<{ days: number; events: number }>(BUSY, [tx.orgId, inboxId, lastEventAt])
  return { lag, busyDays: rows[0]?.days ?? 0, events: rows[0]?.events ?? 0 }
}
