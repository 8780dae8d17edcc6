import type { Id } from '@hilo/protocol'
import { decodeRaw } from '../../db/codec.ts'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

export type PendingEvent = { id: Id; appId: string; body: Buffer; attempts: number }

const CLAIM = statement(`
  with claimed as (
    update webhook_pending p set owner_id = $1, attempts = p.attempts + 1
    where p.event_id in (
      select event_id from webhook_pending where owner_id <> all ($2::uuid[])
      order by event_id limit $3 for update skip locked
    )
    returning p.event_id, p.attempts
  )
  select e.id, e.app_id as "appId", e.body, c.attempts
  from claimed c join webhook_event e on e.id = c.event_id
  order by e.id`)

/** Takes over events whose owner is dead, oldest first, so that a lane continues in the order of arrival. */
export async function claimPending(
  ingress: Queryable,
  nodeId: Id,
  { living, most }: { living: readonly Id[]; most: number },
): Promise<PendingEvent[]> {
  const { rows } = await ingress.query<PendingEvent>(CLAIM, [nodeId, living, most])
  return rows.map((row) => ({ ...row, body: decodeRaw(row.body) }))
}

const FINISH = statement('delete from webhook_pending where event_id = any ($1::uuid[])')

/** Marks events as done. Finishing one again changes nothing. */
export async function finishEvents(ingress: Queryable, ids: readonly Id[]): Promise<void> {
  await ingress.query(FINISH, [ids])
}

const DETAIL_MAX_LENGTH = 2_000
const MARK = statement('update webhook_event set problem = $2, detail = $3 where id = $1')

/** Keeps an event for people to look at: it could not be processed after several attempts. */
export async function markFailed(ingress: Queryable, id: Id, detail: string): Promise<void> {
  await ingress.query(MARK, [id, 'failed', detail.slice(0, DETAIL_MAX_LENGTH)])
}

/** Nothing of an event is left that a person should look at. */
export async function clearMark(ingress: Queryable, id: Id): Promise<void> {
  await ingress.query(MARK, [id, null, null])
}
