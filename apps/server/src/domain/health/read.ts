/**
 * How inboxes stand with their platforms: read from what is stored, and from what this process knows of the
 * deliveries that it holds back.
 */
import { AppError, type ChannelType, type Id, type InboxHealth } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { openAlarms } from '../alarm/list.ts'
import type { DeliveryFailure } from '../delivery/delivery.ts'
import { firstIdAt } from '../run/ids-between.ts'
import { factsOf } from './facts.ts'

/** Since when nothing is sent for an inbox, and when it is tried next; null when it is. */
export type HeldOf = (inboxId: Id) => { since: Date; nextTryAt: Date } | null

// Columns of tokens and pauses belong to whoever connects inboxes; where there are none, nothing is known
// of them.
const INBOXES = statement(`
  select i.id, i.name, i.channel, to_jsonb(i) ->> 'token_expires_at' as "tokenExpiresAt",
         to_jsonb(i) ->> 'token_refused_at' as "tokenRefusedAt", to_jsonb(i) ->> 'paused_at' as "pausedAt",
         date_trunc('day', now() at time zone o.time_zone) at time zone o.time_zone as today
  from inbox i join org o on o.id = i.org_id
  where i.org_id = $1 and ($2::uuid is null or i.id = $2) order by i.created_at, i.id`)
const LAG = statement(`
  select count(*)::int as events,
    percentile_cont(array[0.5, 0.95]) within group (order by greatest(0, extract(epoch from
      received_at - happened_at) * 1000)) filter (where happened_at is not null) as "toStored",
    percentile_cont(array[0.5, 0.95]) within group (order by greatest(0, extract(epoch from
      processed_at - received_at) * 1000)) filter (where processed_at is not null) as "toProcessed"
  from (
    select received_at, happened_at, processed_at from receipt
    where org_id = $1 and inbox_id = $2 and event_id >= $3 and received_at >= $4
    order by event_id desc limit 5000) r`)
const LAST = statement(`
  select received_at as at from receipt where org_id = $1 and inbox_id = $2 order by event_id desc limit 1`)
const BACKLOG = statement(`
  select count(*)::int as events, min(received_at) as "oldestAt" from receipt
  where org_id = $1 and inbox_id = $2 and state = 'waiting' and state <> 'processed'`)
const WAITING = statement(`
  select count(*)::int as waiting, min(created_at) as "oldestAt" from delivery
  where org_id = $1 and inbox_id = $2 and status in ('pending', 'sending', 'unknown')`)
const FAILED = statement(`
  select failure, created_at as at from delivery
  where org_id = $1 and inbox_id = $2 and status = 'failed' and id >= $3 and created_at >= $4
  order by id desc limit 2000`)

type InboxRow = Pick<InboxHealth, 'name' | 'tokenExpiresAt' | 'tokenRefusedAt' | 'pausedAt'> & {
  id: Id
  channel: ChannelType
  today: Date
}
type LagRow = { events: number; toStored: number[] | null; toProcessed: number[] | null }

/** @throws AppError `not_found` */
export async function readInboxHealth(tx: OrgTx, inboxId: Id, heldOf: HeldOf): Promise<InboxHealth> {
  const [health] = await readHealth(tx, { inboxId, heldOf })
  if (!health) throw new AppError('not_found', 'There is no such inbox.')
  return health
}

/** All inboxes, or one. */
export async function readHealth(
  tx: OrgTx,
  { inboxId = null, heldOf }: { inboxId?: Id | null; heldOf: HeldOf },
): Promise<InboxHealth[]> {
  const { rows } = await tx.query<InboxRow>(INBOXES, [tx.orgId, inboxId])
  const ids = rows.map(({ id }) => id)
  const [facts, alarms] = [await factsOf(tx, ids), await openAlarms(tx)]
  const all: InboxHealth[] = []
  for (const { id, today, ...row } of rows) {
    const held = heldOf(id)
    all.push({
      inboxId: id,
      ...row,
      tokenExpiresAt: timeOf(row.tokenExpiresAt),
      tokenRefusedAt: timeOf(row.tokenRefusedAt),
      pausedAt: timeOf(row.pausedAt),
      ...(await measure(tx, id, today)),
      sending: {
        heldSince: held?.since.toISOString() ?? null,
        nextTryAt: held?.nextTryAt.toISOString() ?? null,
        ...(await waitingOf(tx, id)),
      },
      failures: await failuresOf(tx, id, today),
      facts: facts.get(id) ?? [],
      alarms: alarms.filter(({ inbox }) => inbox?.id === id),
    })
  }
  return all
}

async function measure(
  tx: OrgTx,
  id: Id,
  today: Date,
): Promise<Pick<InboxHealth, 'lag' | 'lastEventAt' | 'backlog'>> {
  const lag = await lagSince(tx, id, today)
  const { rows: last } = await tx.query<{ at: Date }>(LAST, [tx.orgId, id])
  const { rows: backlog } = await tx.query<{ events: number; oldestAt: Date | null }>(BACKLOG, [tx.orgId, id])
  return {
    lag,
    lastEventAt: last[0]?.at.toISOString() ?? null,
    backlog: { events: backlog[0]?.events ?? 0, oldestAt: backlog[0]?.oldestAt?.toISOString() ?? null },
  }
}

/** How late events came and were processed since a moment. */
export async function lagSince(tx: OrgTx, inboxId: Id, since: Date): Promise<InboxHealth['lag']> {
  const { rows } = await tx.query<LagRow>(LAG, [tx.orgId, inboxId, firstIdAt(since.getTime()), since])
  const { events = 0, toStored = null, toProcessed = null } = rows[0] ?? {}
  return { events, toStored: quantiles(toStored), toProcessed: quantiles(toProcessed) }
}

function quantiles(values: number[] | null): { p50: number | null; p95: number | null } {
  return { p50: values?.[0] ?? null, p95: values?.[1] ?? null }
}

async function waitingOf(tx: OrgTx, id: Id): Promise<Pick<InboxHealth['sending'], 'waiting' | 'oldestAt'>> {
  const { rows } = await tx.query<{ waiting: number; oldestAt: Date | null }>(WAITING, [tx.orgId, id])
  return { waiting: rows[0]?.waiting ?? 0, oldestAt: rows[0]?.oldestAt?.toISOString() ?? null }
}

async function failuresOf(tx: OrgTx, id: Id, today: Date): Promise<InboxHealth['failures']> {
  const { rows } = await tx.query<{ failure: Buffer | null; at: Date }>(FAILED, [
    ...[tx.orgId, id, firstIdAt(today.getTime()), today],
  ])
  const byCode = new Map<string, InboxHealth['failures'][number]>()
  for (const { failure, at } of rows) {
    const { code, reason } = failure ? decode<DeliveryFailure>(failure) : { code: 'unknown', reason: '' }
    const known = byCode.get(code) ?? { code, reason, reasonEs: null, count: 0, lastAt: at.toISOString() }
    byCode.set(code, { ...known, count: known.count + 1 })
  }
  return [...byCode.values()].sort((one, other) => other.count - one.count)
}

function timeOf(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString()
}
