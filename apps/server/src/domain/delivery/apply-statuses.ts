import { type Id, isId } from '@hilo/protocol'
import { decodeOrNull, encode } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { DeliveryFailure } from './delivery.ts'

export type Status = {
  externalId: string
  opaque: string | null
  status: 'sent' | 'delivered' | 'read' | 'failed'
  failure: DeliveryFailure | null
}

export type StatusChange = {
  conversationId: Id
  version: number
  released: boolean
  /** Why the platform could not deliver a message that it had accepted. */
  failure: DeliveryFailure | null
}

const FIND = statement(`
  select d.id, d.conversation_id as "conversationId", d.external_id as "externalId" from delivery d
  where d.org_id = $1 and d.inbox_id = $2 and (d.id = any ($3::uuid[]) or d.external_id = any ($4::text[]))`)

const SAID_ELSEWHERE = statement(`
  select external_id as "externalId" from message
  where org_id = $1 and inbox_id = $2 and external_id = any ($3::text[])`)

const LOCK = statement(
  'select 1 from conversation where org_id = $1 and id = any ($2::uuid[]) order by id for update',
)

// Ranks: what a later status may not take back. A refusal may follow `sent`, never `delivered`. What waited
// behind a settled delivery becomes due, so that the wake finds it when nobody lives to send it at once.
const APPLY = statement(`
  with news as (
    select n.id, n.status, n.external_id, n.failure,
           case n.status when 'sent' then 4 when 'failed' then 5 when 'delivered' then 6 else 7 end as rank
    from unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[]) as n (id, status, external_id, failure)
  ), moved as (
    select d.id, d.conversation_id, n.status, n.external_id, n.failure,
           d.status in ('pending', 'sending', 'unknown') as released
    from news n join delivery d on d.org_id = $1 and d.id = n.id
    where n.rank > case d.status when 'pending' then 0 when 'sending' then 1 when 'unknown' then 2
      when 'accepted' then 3
      when 'sent' then 4 when 'failed' then 5 when 'delivered' then 6 else 7 end
  ), conv as (
    update conversation c set version = c.version + 1
    where c.org_id = $1 and c.id in (select conversation_id from moved)
    returning c.id, c.version
  ), applied as (
    update delivery d set status = m.status, external_id = coalesce(m.external_id, d.external_id),
      failure = case when m.status = 'failed' then m.failure end, due_at = null, claimed_by = null,
        version = conv.version,
      unconfirmed = case when m.released then 0 else d.unconfirmed end
    from moved m join conv on conv.id = m.conversation_id
    where d.org_id = $1 and d.id = m.id
  ), freed as (
    update delivery p set due_at = now()
    where p.org_id = $1 and p.status = 'pending' and p.due_at is null and p.id not in (select id from moved)
      and p.conversation_id in (select conversation_id from moved where released)
  )
  select conv.id as "conversationId", conv.version, bool_or(m.released) as released,
    (array_agg(m.failure) filter (where m.status = 'failed'))[1] as failure
  from conv join moved m on m.conversation_id = conv.id group by conv.id, conv.version`)

const RANK = { sent: 0, failed: 1, delivered: 2, read: 3 }

/**
 * Applies delivery statuses of one inbox, in any order and any number of times: a status never takes back a
 * later one. A status names a delivery by the data that was sent along, or by the platform's id; what it
 * names that was not sent from here (the phone app, another system) is ignored.
 *
 * A delivery that was in doubt is settled by it; `released` tells that its conversation may go on sending.
 * `onUnknown` is told the statuses of messages that are not known here at all, neither sent nor echoed.
 */
export async function applyStatuses(
  db: Database,
  { orgId, inboxId, statuses, onUnknown }: Group,
): Promise<StatusChange[]> {
  return db.withOrg(orgId, async (tx) => {
    const opaque = statuses.flatMap((status) => (isId(status.opaque) ? [status.opaque] : []))
    const external = statuses.flatMap((status) => (isId(status.opaque) ? [] : [status.externalId]))
    const { rows } = await tx.query<Found>(FIND, [orgId, inboxId, opaque, external])
    if (onUnknown) onUnknown(await unknownOf(tx, { orgId, inboxId, statuses }, rows))
    if (rows.length === 0) return []
    const news = latestOf(rows, statuses)
    await tx.query(LOCK, [orgId, [...new Set(rows.map(({ conversationId }) => conversationId))]])
    const { rows: changes } = await tx.query<ChangeRow>(APPLY, [
      orgId,
      news.map(({ id }) => id),
      news.map(({ status }) => status.status),
      news.map(({ status }) => status.externalId),
      news.map(({ status }) => (status.failure ? encode(status.failure) : null)),
    ])
    return changes.map((row) => ({ ...row, failure: decodeOrNull<DeliveryFailure>(row.failure) }))
  })
}

type Group = {
  orgId: Id
  inboxId: Id
  statuses: readonly Status[]
  onUnknown?: (unknown: ReadonlySet<Status>) => void
}

/** What the business wrote on its phone has statuses too, and is in the thread by its echo. */
async function unknownOf(
  tx: OrgTx,
  { orgId, inboxId, statuses }: Group,
  found: readonly Found[],
): Promise<Set<Status>> {
  const ids = new Set(found.flatMap(({ id, externalId }) => [id, externalId]))
  const unmatched = statuses.filter(({ opaque, externalId }) => !ids.has(opaque) && !ids.has(externalId))
  if (unmatched.length === 0) return new Set()
  const values = [orgId, inboxId, unmatched.map(({ externalId }) => externalId)]
  const { rows } = await tx.query<{ externalId: string }>(SAID_ELSEWHERE, values)
  const elsewhere = new Set(rows.map(({ externalId }) => externalId))
  return new Set(unmatched.filter(({ externalId }) => !elsewhere.has(externalId)))
}

type ChangeRow = Omit<StatusChange, 'failure'> & { failure: Buffer | null }
type Found = { id: Id; conversationId: Id; externalId: string | null }

/** One status a delivery: the furthest. */
function latestOf(found: readonly Found[], statuses: readonly Status[]): { id: Id; status: Status }[] {
  const byOpaque = new Map(found.map((row) => [row.id, row.id]))
  const byExternal = new Map(found.map((row) => [row.externalId, row.id]))
  const latest = new Map<Id, Status>()
  for (const status of statuses) {
    const id = (status.opaque && byOpaque.get(status.opaque)) ?? byExternal.get(status.externalId)
    if (!id) continue
    const before = latest.get(id)
    if (!before || RANK[status.status] > RANK[before.status]) latest.set(id, status)
  }
  return [...latest].map(([id, status]) => ({ id, status }))
}
