import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import { type Step, statement } from '../../db/statement.ts'
import type { Receipt } from './receipt.ts'

const KINDS_MAX_LENGTH = 400
const ERROR_MAX_LENGTH = 2_000
const COLUMNS = `
  unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::int[], $8::int[], $9::timestamptz[],
    $10::timestamptz[], $11::timestamptz[], $12::bytea[])
    as r (inbox_id, event_id, state, kinds, messages, statuses, unknown, received_at, happened_at,
      processed_at, error)`

// A receipt that is there already is counted already.
const INSERT = statement(`
  with fresh as (
    insert into receipt (org_id, inbox_id, event_id, state, kinds, messages, statuses, unknown, received_at,
      happened_at, processed_at, error)
    select $1, r.* from ${COLUMNS}
    on conflict (org_id, inbox_id, event_id) do nothing
    returning inbox_id, received_at, messages, statuses
  )
  insert into receipt_tally (org_id, inbox_id, began_at, events, messages, statuses)
  select $1, inbox_id, date_bin('15 minutes', received_at, 'epoch'), count(*), sum(messages), sum(statuses)
  from fresh group by 2, 3 order by 2, 3
  on conflict (org_id, inbox_id, began_at) do update set events = receipt_tally.events + excluded.events,
    messages = receipt_tally.messages + excluded.messages,
    statuses = receipt_tally.statuses + excluded.statuses`)
const SETTLE = statement(`
  update receipt t set state = r.state, unknown = r.unknown, processed_at = r.processed_at, error = r.error
  from ${COLUMNS}
  where t.org_id = $1 and t.inbox_id = r.inbox_id and t.event_id = r.event_id
    and t.state in ('waiting', 'failed') and r.state <> 'waiting'`)

/**
 * Stores what became of events, many in one statement, and counts those that were not known. Safe to
 * repeat: what is processed stays so, what waited or failed is settled by whoever works on it next.
 */
export function storeReceipts(orgId: Id, receipts: readonly Receipt[]): Step[] {
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
  ]
  return [
    { statement: INSERT, values },
    { statement: SETTLE, values },
  ]
}
