import { type AudienceList, type ChannelType, type Id, newId, type Purpose } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { changePermission } from '../permission/change.ts'
import { standingOf } from '../permission/standing.ts'
import { pageOfSegment } from './audience.ts'
import { lockBroadcast, type UnderWay } from './broadcast.ts'
import { addressOf, readNumbers } from './numbers.ts'

/** How many contacts are looked at in a transaction. */
const PAGE = 500
/** Each number may be a new contact and a line of the ledger. */
const NUMBERS_PAGE = 100

const FIND = statement(`
  select contact_id as id from identity where org_id = $1 and channel = $2 and address_hash = $3`)
const ADD_CONTACT = statement('insert into contact (org_id, id, profile) values ($1, $2, $3)')
// Somebody who writes at this moment was faster: then the whole transaction is repeated.
const ADD_IDENTITY = statement(`
  insert into identity (org_id, id, contact_id, channel, kind, address_hash, address)
  values ($1, $2, $3, $4, $5, $6, $7)`)
const ADD = statement(`
  with added as (
    insert into broadcast_recipient (org_id, broadcast_id, contact_id, place)
    select $1, $2, c.id, $4 + c.at from unnest($3::uuid[]) with ordinality as c (id, at)
    on conflict (org_id, broadcast_id, contact_id) do nothing returning place
  )
  update broadcast set recipients = recipients + (select count(*) from added), gathered_to = $5,
    gathered_at = case when $6 then now() end, status = case when $6 then 'running' else status end
  where org_id = $1 and id = $2`)
const PLACED = statement(`
  select coalesce(max(place), 0)::int as place from broadcast_recipient
  where org_id = $1 and broadcast_id = $2`)

type Ground = { keys: Keys; channel: ChannelType; purpose: Purpose }

/**
 * Makes the next recipients of a broadcast of its audience, in one transaction with how far it came: repeated
 * after a crash, it goes on where it was.
 *
 * @returns whether there is more to gather; null when it is not being gathered any more.
 */
export async function gatherRecipients(tx: OrgTx, id: Id, ground: Ground): Promise<boolean | null> {
  const broadcast = await lockBroadcast(tx, id, 'change')
  if (broadcast?.status !== 'gathering') return null
  const { contactIds, last } =
    broadcast.audience.type === 'list'
      ? await numbersOf(tx, broadcast, { ...ground, list: broadcast.audience })
      : await segmentOf(tx, broadcast, ground)
  const { rows } = await tx.query<{ place: number }>(PLACED, [tx.orgId, id])
  await tx.query(ADD, [tx.orgId, id, contactIds, rows[0]?.place ?? 0, last, last === null])
  return last !== null
}

type Gathered = { contactIds: Id[]; last: Id | null }

async function segmentOf(tx: OrgTx, broadcast: UnderWay, { channel }: Ground): Promise<Gathered> {
  const { audience, inboxId, gatheredTo: after } = broadcast
  if (audience.type !== 'segment') throw new Error('The audience is no segment.')
  const { found, last } = await pageOfSegment(tx, audience, { inboxId, channel, after, most: PAGE })
  return { contactIds: found.map((one) => one.id), last }
}

/** How far a list came is kept as an id, whose last digits are the number of the lines that are done. */
async function numbersOf(
  tx: OrgTx,
  { gatheredTo, memberId, apiKeyId }: UnderWay,
  ground: Ground & { list: AudienceList },
): Promise<Gathered> {
  const { numbers } = readNumbers(ground.list.numbers)
  const from = gatheredTo === null ? 0 : Number.parseInt(gatheredTo.slice(-12), 16)
  const page = numbers.slice(from, from + NUMBERS_PAGE)
  const contactIds: Id[] = []
  for (const number of page) {
    contactIds.push(await allowedContact(tx, { ...ground, number, by: { memberId, apiKeyId } }))
  }
  const end = from + page.length
  return { contactIds, last: end < numbers.length ? placeId(end) : null }
}

function placeId(place: number): Id {
  return `00000000-0000-4000-8000-${place.toString(16).padStart(12, '0')}` as Id
}

type Allowed = Ground & {
  list: AudienceList
  number: string
  by: { memberId: Id | null; apiKeyId: Id | null }
}

/** The contact of a number, and the opt-in that the list is the evidence of: it takes no opt-out back. */
async function allowedContact(tx: OrgTx, allowed: Allowed): Promise<Id> {
  const { channel, purpose, list, by } = allowed
  const contactId = await contactOf(tx, allowed)
  const standings = await standingOf(tx, { contactId, channel })
  if (standings[purpose].is !== 'unknown') return contactId
  await changePermission(tx, {
    ...{ contactId, channel, purposes: [purpose], kind: 'opt_in', source: 'member', ...by },
    ...{ evidence: list.evidence, textVersion: list.textVersion ?? null },
  })
  return contactId
}

async function contactOf(tx: OrgTx, { keys, channel, number }: Allowed): Promise<Id> {
  const { kind, value } = addressOf(number)
  const hash = keys.hashAddress(channel, kind, value)
  const { rows } = await tx.query<{ id: Id }>(FIND, [tx.orgId, channel, hash])
  if (rows[0]) return rows[0].id
  const contactId = newId()
  await tx.query(ADD_CONTACT, [tx.orgId, contactId, encode({})])
  await tx.query(ADD_IDENTITY, [tx.orgId, newId(), contactId, channel, kind, hash, encode(value)])
  return contactId
}
