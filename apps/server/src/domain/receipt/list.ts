import type { Id, WebhookEvent, WebhookEventState } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { accountsOf } from '../directory/accounts-of.ts'
import { requireInbox } from '../inbox/require-inbox.ts'
import { endIdAt, firstIdAt } from '../run/ids-between.ts'
import { listQuarantined } from '../webhook/quarantine.ts'
import { timeOfId } from './id-time.ts'
import type { Receipt } from './receipt.ts'

type EventFilter = {
  state?: WebhookEventState | undefined
  /** The beginning of a kind: `message`, `status:failed`. */
  kind?: string | undefined
  from?: string | undefined
  to?: string | undefined
}
export type EventPage = EventFilter & { inboxId: Id; cursor?: Id | undefined; limit: number }

const COLUMNS = `
  event_id as id, state, kinds, messages, statuses, unknown, received_at as "receivedAt",
  happened_at as "happenedAt", processed_at as "processedAt", error`
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff' as Id
/** How many receipts one page looks through, and how many at a time. */
const LOOKED_THROUGH_MAX = 5_000
const BATCH = 500

type IsMeant = (ids: readonly Id[]) => Promise<ReadonlySet<Id>>
type Row = Pick<Receipt, 'state' | 'messages' | 'statuses' | 'unknown'> & {
  id: Id
  kinds: string
  receivedAt: Date
  happenedAt: Date | null
  processedAt: Date | null
  error: Buffer | null
}
export type Found = { events: WebhookEvent[]; next: Id | null }

/**
 * The webhook events of an inbox, newest first. There may be fewer than the limit, or none, while `next`
 * tells where to go on. `isMeant` narrows further, several at a time.
 *
 * @throws AppError `not_found`
 */
export async function listEvents(
  db: Database,
  orgId: Id,
  { isMeant, ...page }: EventPage & { isMeant?: IsMeant | undefined },
): Promise<Found> {
  if (page.state === 'quarantined') return quarantined(db, orgId, page)
  const events: WebhookEvent[] = []
  let cursor = page.cursor ?? LAST
  for (let looked = 0; looked < LOOKED_THROUGH_MAX; looked += BATCH) {
    const rows = await db.withOrg(orgId, (tx) => batchOf(tx, page, cursor))
    const fitting = rows.filter(({ kinds }) => fits(kinds, page.kind))
    const meant = isMeant && fitting.length > 0 ? await isMeant(fitting.map(({ id }) => id)) : null
    for (const row of fitting) {
      if (meant && !meant.has(row.id)) continue
      if (events.length === page.limit) return { events, next: events.at(-1)?.id ?? null }
      events.push(toEvent(row))
    }
    if (rows.length < BATCH) return { events, next: null }
    cursor = rows.at(-1)?.id ?? cursor
  }
  return { events, next: cursor }
}

/** Written anew for each set of filters: one statement with all of them in it would be planned for none. */
async function batchOf(tx: OrgTx, { inboxId, state, from, to }: EventPage, cursor: Id): Promise<Row[]> {
  await requireInbox(tx, inboxId)
  const values: unknown[] = [tx.orgId, inboxId, cursor]
  const conditions: string[] = []
  const where = (condition: string, value: unknown) => {
    conditions.push(`${condition} $${values.push(value)}`)
  }
  if (state === 'unknown') conditions.push('unknown > 0')
  // As the partial index says it.
  else if (state && state !== 'processed') conditions.push("state <> 'processed'")
  if (state && state !== 'unknown') where('state =', state)
  if (from) {
    where('event_id >=', firstIdAt(Date.parse(from)))
    where('received_at >=', from)
  }
  if (to) {
    where('event_id <', endIdAt(Date.parse(to)))
    where('received_at <', to)
  }
  const text = `
    select ${COLUMNS} from receipt where org_id = $1 and inbox_id = $2 and event_id < $3
    ${conditions.map((condition) => `and ${condition}`).join(' ')} order by event_id desc limit ${BATCH}`
  const { rows } = await tx.query<Row>(statement(text), values)
  return rows
}

const ONE = statement(`
  select ${COLUMNS} from receipt where org_id = $1 and inbox_id = $2 and event_id = $3`)

/** Null when the inbox has no receipt of it. */
export async function getReceipt(tx: OrgTx, inboxId: Id, eventId: Id): Promise<WebhookEvent | null> {
  const { rows } = await tx.query<Row>(ONE, [tx.orgId, inboxId, eventId])
  return rows[0] ? toEvent(rows[0]) : null
}

/** What came before its account was connected has no receipt; the account is the inbox's now. */
async function quarantined(
  { withOrg, global, ingress }: Database,
  orgId: Id,
  { inboxId, cursor, limit }: EventPage,
): Promise<Found> {
  await withOrg(orgId, (tx) => requireInbox(tx, inboxId))
  const accounts = await accountsOf(global, { orgId, inboxId })
  const ids = await listQuarantined(ingress, accounts, { before: cursor ?? null, limit: limit + 1 })
  const events = ids.slice(0, limit).map(quarantinedEvent)
  return { events, next: ids.length > limit ? (events.at(-1)?.id ?? null) : null }
}

export function quarantinedEvent(id: Id): WebhookEvent {
  return {
    ...{ id, state: 'quarantined', kinds: [], messages: 0, statuses: 0, unknown: 0 },
    ...{ receivedAt: timeOfId(id).toISOString(), happenedAt: null, processedAt: null, error: null },
  }
}

function fits(kinds: string, kind: string | undefined): boolean {
  return kind === undefined || kinds.includes(` ${kind}`)
}

function toEvent(row: Row): WebhookEvent {
  return {
    ...row,
    kinds: row.kinds.split(' ').filter(Boolean),
    receivedAt: row.receivedAt.toISOString(),
    happenedAt: row.happenedAt?.toISOString() ?? null,
    processedAt: row.processedAt?.toISOString() ?? null,
    error: decodeOrNull<string>(row.error),
  }
}
