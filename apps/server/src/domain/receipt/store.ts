import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import { type Step, statement } from '../../db/statement.ts'
import type { Receipt } from './receipt.ts'

const KINDS_MAX_LENGTH = 400
const ERROR_MAX_LENGTH = 2_000
const COLUMNS = `
  unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::int[], $8::int[], $9::timestamptz[],
    $10::timestamptz[], $11::timestamptz[], $12::bytea[], $13::boolean[])
    as r (inbox_id, event_id, state, kinds, messages, statuses, unknown, received_at, happened_at,
      processed_at, error, is_part)`

// A receipt that is there already is counted already.
const INSERT = statement(`
  with fresh as (
    insert into receipt (org_id, inbox_id, event_id, state, kinds, messages, statuses, unknown, received_at,
      happened_at, processed_at, error)
    select $1, inbox_id, event_id, state, kinds, messages, statuses, unknown, received_at, happened_at,
      processed_at, error
    from ${COLUMNS}
    on conflict (org_id, inbox_id, event_id) do nothing
    returning inbox_id, received_at, messages, statuses
  )
  insert into receipt_tally (org_id, inbox_id, began_at, events, messages, statuses)
  select $1, inbox_id, date_bin('15 minutes', received_at, 'epoch'), count(*), sum(messages), sum(statuses)
  from fresh group by 2, 3 order by 2, 3
  on conflict (org_id, inbox_id, began_at) do update set events = receipt_tally.events + excluded.events,
    messages = receipt_tally.messages + excluded.messages,
    statuses = receipt_tally.statuses + excluded.statuses`)
// What failed in one line of an event is not mended by what went well in another.
const STAYS_FAILED = "r.is_part and t.state = 'failed'"
const SETTLE = statement(`
  update receipt t set processed_at = r.processed_at,
    state = case when ${STAYS_FAILED} then t.state else r.state end,
    error = case when ${STAYS_FAILED} then t.error else r.error end,
    unknown = case when r.is_part then greatest(t.unknown, r.unknown) else r.unknown end
  from ${COLUMNS}
  where t.org_id = $1 and t.inbox_id = r.inbox_id and t.event_id = r.event_id and r.state <> 'waiting'
    and (t.state in ('waiting', 'failed') or r.is_part and (r.state = 'failed' or r.unknown > t.unknown))`)

/**
 * Stores what became of events, many in one statement, and counts those that were not known. Safe to
 * repeat: what is processed stays so, what waited or failed is settled by whoever works on it next. What
 * became of one part of an event is worth no more than the worst of its parts.
 */
export function storeReceipts(orgId: Id, all: readonly Receipt[]): Step[] {
  const receipts = oneOfEach(all)
  const column = <T>(of: (receipt: Receipt) => T) => receipts.map(of)
  const values = [
    orgId,
    ...[column(({ inboxId }) => inboxId), column(({ eventId }) => eventId), column(({ state }) => state)],
    column(({ kinds }) => ` ${kinds.join(' ').slice(0, KINDS_MAX_LENGTH)} `),
    ...[column(({ messages }) => messages), column(({ statuses }) => statuses)],
    column(({ unknown }) => unknown),
    ...[column(({ receivedAt }) => receivedAt), column(({ happenedAt }) => happenedAt)],
    column(({ processedAt }) => processedAt),
    column(({ error }) => (error === null ? null : encode(error.slice(0, ERROR_MAX_LENGTH)))),
    column(({ isPart }) => isPart),
  ]
  return [
    { statement: INSERT, values },
    { statement: SETTLE, values },
  ]
}

/** A statement takes one row for each it changes: of parts that come together, the worst. */
function oneOfEach(receipts: readonly Receipt[]): Receipt[] {
  const byKey = new Map<string, Receipt>()
  for (const one of receipts) {
    const key = `${one.inboxId} ${one.eventId}`
    const other = byKey.get(key)
    const worse = other?.state === 'failed' ? other : one
    byKey.set(key, { ...worse, unknown: Math.max(one.unknown, other?.unknown ?? 0) })
  }
  return [...byKey.values()]
}
