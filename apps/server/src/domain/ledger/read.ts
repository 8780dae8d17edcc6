/**
 * The ledger of an inbox: what came in and what became of it, what went out and what was confirmed, in all
 * and by day at the org's place. Whole numbers come from tallies; what is out of order is counted from its
 * rows.
 */
import { AppError, type ChannelType, type Id, type Ledger, type LedgerCounts } from '@hilo/protocol'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { accountsOf } from '../directory/accounts-of.ts'
import { firstIdAt } from '../run/ids-between.ts'
import { countQuarantined } from '../webhook/quarantine.ts'
import { confirmsEach } from './confirms.ts'
import { tallyDeliveries } from './deliveries.ts'

const INBOX = statement(`
  select i.channel, o.time_zone as "timeZone" from inbox i join org o on o.id = i.org_id
  where i.org_id = $1 and i.id = $2`)
const IN = statement(`
  select (began_at at time zone $3)::date::text as day, sum(events)::int as events,
         sum(messages)::int as messages, sum(statuses)::int as statuses
  from receipt_tally where org_id = $1 and inbox_id = $2 group by 1`)
const TROUBLE = statement(`
  select (received_at at time zone $3)::date::text as day, state, count(*)::int as count,
         count(*) filter (where received_at < now() - interval '1 minute')::int as late
  from receipt where org_id = $1 and inbox_id = $2 and state <> 'processed' group by 1, 2`)
const UNKNOWN = statement(`
  select coalesce(sum(unknown), 0)::int as count from receipt
  where org_id = $1 and inbox_id = $2 and unknown > 0`)
const OUT = statement(`
  select (began_at at time zone $3)::date::text as day, sum(deliveries)::int as count from (
    select began_at, deliveries from delivery_tally where org_id = $1 and inbox_id = $2 and began_at < $4
    union all
    select created_at, 1 from delivery
    where org_id = $1 and inbox_id = $2 and id >= $5 and created_at >= $4
  ) d group by 1`)
const OPEN = statement(`
  select (created_at at time zone $3)::date::text as day, status, count(*)::int as count,
         count(*) filter (where created_at < now() - interval '1 minute')::int as late
  from delivery where org_id = $1 and inbox_id = $2 and status = any ($4::text[]) group by 1, 2`)
const UNDER_WAY = statement(`
  select (created_at at time zone $3)::date::text as day, count(*)::int as count
  from delivery where org_id = $1 and inbox_id = $2 and status in ('pending', 'sending', 'unknown')
  group by 1`)

const NOTHING: Omit<LedgerCounts, 'processed' | 'acknowledged'> = {
  ...{ events: 0, messages: 0, statuses: 0, waiting: 0, unhandled: 0, failed: 0 },
  ...{ out: 0, underWay: 0, unacknowledged: 0, refused: 0 },
}
type Counts = typeof NOTHING
type DayRow = { day: string; count: number; late: number; state: string; status: string }

type Ask = { inboxId: Id; days: number }

/** @throws AppError `not_found` */
export async function readLedger(db: Database, orgId: Id, ask: Ask): Promise<Ledger> {
  const counted = await db.withOrg(orgId, (tx) => countAll(tx, ask))
  const accounts = await accountsOf(db.global, { orgId, inboxId: ask.inboxId })
  return { ...counted, quarantined: await countQuarantined(db.ingress, accounts) }
}

async function countAll(tx: OrgTx, { inboxId, days }: Ask): Promise<Omit<Ledger, 'quarantined'>> {
  const { rows } = await tx.query<{ channel: ChannelType; timeZone: string }>(INBOX, [tx.orgId, inboxId])
  const [inbox] = rows
  if (!inbox) throw new AppError('not_found', 'There is no such inbox.')
  const at = [tx.orgId, inboxId, inbox.timeZone]
  const byDay = new Map<string, Counts>()
  const of = (day: string): Counts => {
    const counts = byDay.get(day) ?? { ...NOTHING }
    byDay.set(day, counts)
    return counts
  }
  const late = { ...(await countIn(tx, at, of)), ...(await countOut(tx, { at, of, channel: inbox.channel })) }
  const { rows: unknown } = await tx.query<{ count: number }>(UNKNOWN, at.slice(0, 2))
  return {
    confirmsEach: confirmsEach(inbox.channel),
    total: whole(sumOf([...byDay.values()])),
    days: [...byDay]
      .map(([day, counts]) => ({ day, ...whole(counts) }))
      .sort(newestFirst)
      .slice(0, days),
    gaps: { ...late, unknownStatuses: unknown[0]?.count ?? 0 },
  }
}

type Of = (day: string) => Counts

async function countIn(tx: OrgTx, at: unknown[], of: Of) {
  const { rows } = await tx.query<Pick<Counts, 'events' | 'messages' | 'statuses'> & { day: string }>(IN, at)
  for (const { day, ...counts } of rows) Object.assign(of(day), counts)
  const { rows: trouble } = await tx.query<DayRow>(TROUBLE, at)
  for (const { day, state, count } of trouble) of(day)[state as 'waiting' | 'unhandled' | 'failed'] += count
  const lateOf = (state: string) => sum(trouble.filter((row) => row.state === state).map((row) => row.late))
  return { waiting: lateOf('waiting'), failed: lateOf('failed') }
}

async function countOut(
  tx: OrgTx,
  { at, of, channel }: { at: unknown[]; of: Of; channel: ChannelType },
): Promise<{ unacknowledged: number }> {
  const open = await tallyDeliveries(tx)
  const { rows } = await tx.query<DayRow>(OUT, [...at, open, firstIdAt(open.getTime())])
  for (const { day, count } of rows) of(day).out += count
  const statuses = ['failed', 'cancelled', ...(confirmsEach(channel) ? ['accepted'] : [])]
  const { rows: left } = await tx.query<DayRow>(OPEN, [...at, statuses])
  for (const { day, status, count } of left) {
    if (status === 'failed') of(day).refused += count
    else if (status === 'accepted') of(day).unacknowledged += count
    else of(day).out -= count
  }
  const { rows: underWay } = await tx.query<DayRow>(UNDER_WAY, at)
  for (const { day, count } of underWay) of(day).underWay += count
  return { unacknowledged: sum(left.filter(({ status }) => status === 'accepted').map((row) => row.late)) }
}

/** What is in none of the other states is in order. */
function whole(counts: Counts): LedgerCounts {
  const { events, waiting, unhandled, failed, out, underWay, unacknowledged, refused } = counts
  return {
    ...counts,
    processed: events - waiting - unhandled - failed,
    acknowledged: out - underWay - unacknowledged - refused,
  }
}

function sumOf(all: readonly Counts[]): Counts {
  const total = { ...NOTHING }
  for (const counts of all)
    for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += counts[key]
  return total
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function newestFirst(one: { day: string }, other: { day: string }): number {
  return one.day < other.day ? 1 : -1
}
