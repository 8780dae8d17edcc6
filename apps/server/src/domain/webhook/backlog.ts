import type { Id } from '@hilo/protocol'
import { decodeRaw } from '../../db/codec.ts'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { StoredRaw } from './read.ts'

/** Webhooks that were acknowledged and are not worked off, and since when the first of them waits. */
export type Backlog = { events: number; oldestAt: Date | null }

const OLDEST = '(select received_at from webhook_event where id = min(p.event_id::text)::uuid) as "oldestAt"'
const ALL = statement(`select count(distinct event_id)::int as events, ${OLDEST} from webhook_pending p`)
const IN_LINES = statement(`
  select count(distinct event_id)::int as events, ${OLDEST} from webhook_pending p
  where line = any ($1::text[])`)

/**
 * The backlog of some lines (`lineOf`), or of the whole installation. It reads the queue and no bodies: a
 * few milliseconds where tens of thousands wait.
 */
export async function readBacklog(ingress: Queryable, lines?: readonly string[]): Promise<Backlog> {
  const { rows } = lines ? await ingress.query<Backlog>(IN_LINES, [lines]) : await ingress.query<Backlog>(ALL)
  return rows[0] ?? { events: 0, oldestAt: null }
}

/** So much is read at a time, whatever the events are like. */
const LIST_BYTES_MAX = 4 * 1_048_576

const LIST = statement(`
  select id, "appId", body from (
    select e.id, e.app_id as "appId", e.body,
           sum(octet_length(e.body)) over (order by e.id) - octet_length(e.body) as before
    from (
      select distinct event_id from webhook_pending
      where $1::uuid is null or event_id > $1 order by event_id limit $3
    ) p join webhook_event e on e.id = p.event_id
    where e.received_at < now() - $2 * interval '1 millisecond'
  ) found
  where before < ${LIST_BYTES_MAX} order by id`)

/**
 * Events that wait to be worked on for so long at the least, oldest first, of all orgs; each once, in
 * however many lines it waits. There may be fewer than `most`: the last page is the empty one.
 */
export async function listPendingSince(
  ingress: Queryable,
  { after, olderThanMs, most }: { after: Id | null; olderThanMs: number; most: number },
): Promise<StoredRaw[]> {
  const { rows } = await ingress.query<StoredRaw>(LIST, [after, olderThanMs, most])
  return rows.map((row) => ({ ...row, body: decodeRaw(row.body) }))
}
