import type { Id } from '@hilo/protocol'
import { decodeRaw } from '../../db/codec.ts'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** `json`: the body as it was read when it came; what is read from the database has none. */
export type PendingEvent = { id: Id; appId: string; body: Buffer; json?: unknown }

/** So much is read at a time, whatever the events are like. */
const READ_BYTES_MAX = 1_048_576

const TAKE_OVER = statement(`
  with taken as (
    update webhook_pending p set owner_id = $1, attempts = p.attempts + 1
    where (p.line, p.event_id) in (
      select line, event_id from webhook_pending where owner_id <> all ($2::uuid[]) for update skip locked
    )
    returning p.line
  )
  select line, count(*)::int as events from taken group by line`)

export type TakenLine = { line: string; events: number }

/** Takes over the events whose owner is dead. @returns their lines, which are to be read from the start */
export async function takePending(
  ingress: Queryable,
  nodeId: Id,
  living: readonly Id[],
): Promise<TakenLine[]> {
  return (await ingress.query<TakenLine>(TAKE_OVER, [nodeId, living])).rows
}

const READ = statement(`
  select id, "appId", body from (
    select e.id, e.app_id as "appId", e.body,
           sum(octet_length(e.body)) over (order by e.id) - octet_length(e.body) as before
    from (
      select event_id from webhook_pending
      where line = $2 and owner_id = $1 and event_id > $3 order by event_id limit $4
    ) p join webhook_event e on e.id = p.event_id
  ) found
  where before < ${READ_BYTES_MAX} order by id`)

type Place = { nodeId: Id; line: string; after: Id; most: number }

/** Reads on in a line, behind an event of it, in the order of arrival. */
export async function readPending(
  ingress: Queryable,
  { nodeId, line, after, most }: Place,
): Promise<PendingEvent[]> {
  const { rows } = await ingress.query<PendingEvent>(READ, [nodeId, line, after, most])
  return rows.map((row) => ({ ...row, body: decodeRaw(row.body) }))
}

const FINISH = statement(`
  delete from webhook_pending p using unnest($1::text[], $2::uuid[]) as done (line, event_id)
  where p.line = done.line and p.event_id = done.event_id`)

export type Finished = { line: string; eventId: Id }

/** Marks events as done in a line. Finishing one again changes nothing. */
export async function finishEvents(ingress: Queryable, done: readonly Finished[]): Promise<void> {
  await ingress.query(FINISH, [done.map(({ line }) => line), done.map(({ eventId }) => eventId)])
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
