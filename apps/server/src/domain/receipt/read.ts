import { AppError, type Id, isId, type WebhookEvent, type WebhookEventDetail } from '@hilo/protocol'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { accountsOf } from '../directory/accounts-of.ts'
import { requireInbox } from '../inbox/require-inbox.ts'
import { listQuarantined } from '../webhook/quarantine.ts'
import { readRaw, type StoredRaw } from '../webhook/read.ts'
import { getReceipt, quarantinedEvent } from './list.ts'
import { maskBody } from './mask.ts'

type Inbox = { orgId: Id; inboxId: Id }
export type OwnItem = { kind: string; externalId: string | null; opaque: string | null }
/** Leaves of a raw event what is for one inbox. */
export type OwnPartOf = (
  event: StoredRaw,
  inbox: Inbox,
) => Promise<{ body: unknown; items: OwnItem[]; text: string }>

type Ask = Inbox & { eventId: Id; isRevealed: boolean; ownPartOf: OwnPartOf }

/**
 * A webhook event as one inbox may see it: found by the org's own receipt, or because it was quarantined
 * for an account that the inbox has proved since. What of the batch is for others is cut away before
 * anything is shown.
 *
 * @throws AppError `not_found` when the inbox has no such event, whoever else may have it
 */
export async function readEvent(db: Database, ask: Ask): Promise<WebhookEventDetail> {
  const { event, raw } = await findEvent(db, ask)
  const { body, items } = await ask.ownPartOf(raw, ask)
  const places = await db.withOrg(ask.orgId, (tx) => placesOf(tx, ask.inboxId, items))
  return {
    ...event,
    appId: raw.appId,
    items: items.map(({ kind, externalId }, at) => ({
      kind,
      externalId,
      conversationId: places[at] ?? null,
    })),
    body: maskBody(body, ask),
    isRevealed: ask.isRevealed,
  }
}

/** @throws AppError `not_found` */
export async function findEvent(
  db: Database,
  { orgId, inboxId, eventId }: Inbox & { eventId: Id },
): Promise<{ event: WebhookEvent; raw: StoredRaw }> {
  const receipt = await db.withOrg(orgId, async (tx) => {
    await requireInbox(tx, inboxId)
    return getReceipt(tx, inboxId, eventId)
  })
  const event =
    receipt ?? ((await isQuarantined(db, { orgId, inboxId, eventId })) && quarantinedEvent(eventId))
  const [raw] = event ? await readRaw(db.ingress, [eventId]) : []
  if (!event || !raw) throw new AppError('not_found', 'There is no such event of this inbox.')
  return { event, raw }
}

async function isQuarantined(
  { global, ingress }: Database,
  { eventId, ...inbox }: Inbox & { eventId: Id },
): Promise<boolean> {
  const accounts = await accountsOf(global, inbox)
  const [found] = await listQuarantined(ingress, accounts, { only: eventId, limit: 1 })
  return found !== undefined
}

const PLACES = statement(`
  select i.at, coalesce(m.conversation_id, d.conversation_id) as "conversationId"
  from unnest($3::text[], $4::uuid[]) with ordinality as i (external_id, opaque, at)
  left join message m on m.org_id = $1 and m.inbox_id = $2 and m.external_id = i.external_id
  left join lateral (
    select conversation_id from delivery d
    where d.org_id = $1 and d.inbox_id = $2 and (d.external_id = i.external_id or d.id = i.opaque) limit 1
  ) d on m.id is null
  order by i.at`)

async function placesOf(tx: OrgTx, inboxId: Id, items: readonly OwnItem[]): Promise<(Id | null)[]> {
  const { rows } = await tx.query<{ conversationId: Id | null }>(PLACES, [
    ...[tx.orgId, inboxId, items.map(({ externalId }) => externalId)],
    items.map(({ opaque }) => (isId(opaque) ? opaque : null)),
  ])
  return rows.map(({ conversationId }) => conversationId)
}

/**
 * Which of the events have this text in what is for the inbox: another org's part of a batch does not
 * count.
 */
export function mentions(
  { ingress }: Database,
  { ownPartOf, text, ...inbox }: Inbox & { ownPartOf: OwnPartOf; text: string },
): (ids: readonly Id[]) => Promise<ReadonlySet<Id>> {
  // The platform may write a slash with a backslash before it.
  const part = text.split('/').toSorted((one, other) => other.length - one.length)[0] ?? ''
  return async (ids) => {
    const found = new Set<Id>()
    for (const raw of await readRaw(ingress, ids)) {
      if (raw.body.includes(part) && (await ownPartOf(raw, inbox)).text.includes(text)) found.add(raw.id)
    }
    return found
  }
}
