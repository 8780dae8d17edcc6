import type { Id } from '@hilo/protocol'
import { decodeRaw } from '../../db/codec.ts'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const LIST = statement(`
  select e.id, e.app_id as "appId", e.body
  from webhook_pending p join webhook_event e on e.id = p.event_id
  where ($1::uuid is null or p.event_id > $1) and e.received_at < now() - $2 * interval '1 millisecond'
  order by p.event_id limit $3`)

/** Events that wait to be worked on for so long at the least, oldest first, of all orgs. */
export async function listPendingSince(
  ingress: Queryable,
  { after, olderThanMs, most }: { after: Id | null; olderThanMs: number; most: number },
): Promise<{ id: Id; appId: string; body: Buffer }[]> {
  const { rows } = await ingress.query<{ id: Id; appId: string; body: Buffer }>(LIST, [
    after,
    olderThanMs,
    most,
  ])
  return rows.map((row) => ({ ...row, body: decodeRaw(row.body) }))
}

const OLDEST = statement(`
  select e.received_at as at from webhook_pending p join webhook_event e on e.id = p.event_id
  order by p.event_id limit 1`)

/** Since when the oldest event that is not processed is there, of all orgs; null when there is none. */
export async function oldestPendingAt(ingress: Queryable): Promise<Date | null> {
  const { rows } = await ingress.query<{ at: Date }>(OLDEST)
  return rows[0]?.at ?? null
}
