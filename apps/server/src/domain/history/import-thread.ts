import { briefOf, type Content, type Id, newId } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import { isRetryable, isUniqueViolation } from '../../db/connection.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { admitSender } from '../contact/admit-sender.ts'
import type { Inbox } from '../inbox/inbox.ts'
import { attachExpected } from '../media/expect.ts'
import type { Inbound, ReceiveContext } from '../message/inbound.ts'
import { placeRange, placesOf } from './places.ts'

/**
 * Brings over what was said with a contact before the inbox was connected. It is past: it wakes no run, opens
 * no window, is not unread and changes nothing of what is said now. A contact without a conversation gets a
 * closed one, which a message within the usual days opens again.
 */

// The open one, else the one that was closed last.
const CONVERSATION = statement(`
  select id from conversation where org_id = $1 and inbox_id = $2 and contact_id = $3
  order by status desc, created_at desc limit 1 for update`)
const OPEN_CLOSED = statement(`
  insert into conversation (org_id, id, inbox_id, contact_id, status, last_message_at, closed_at)
  values ($1, $2, $3, $4, 'closed', $5, $5)`)
const KNOWN = statement(`
  select id, external_id as "externalId", content from message
  where org_id = $1 and inbox_id = $2 and external_id = any ($3)`)
const TAKEN = statement(`
  select seq from message where org_id = $1 and conversation_id = $2 and seq between $3 and $4`)
const INSERT = statement(`
  with conv as (
    update conversation c set version = c.version + 1, changed_at = now(),
      preview = case when c.seq = 0 and c.last_message_at <= $11 then $10 else c.preview end,
      last_message_at = case when c.seq = 0 then greatest(c.last_message_at, $11) else c.last_message_at end,
      closed_at = case when c.seq = 0 and c.status = 'closed' then greatest(c.closed_at, $11)
        else c.closed_at end
    where c.org_id = $1 and c.id = $2 returning c.inbox_id, c.version
  ), said as (
    insert into message (org_id, id, conversation_id, inbox_id, seq, direction, author, content, external_id,
      reply_to_external_id, version, sent_at, created_at)
    select $1, m.id, $2, conv.inbox_id, m.seq, m.direction,
      case when m.direction = 'in' then 'contact' else 'agent' end, m.content, m.external_id, m.reply_to,
      conv.version, m.at, m.at
    from conv, unnest($3::uuid[], $4::int[], $5::text[], $6::bytea[], $7::text[], $8::text[],
      $9::timestamptz[]) as m (id, seq, direction, content, external_id, reply_to, at)
  )
  select version from conv`)
const REPLACE = statement(`
  update message m set content = $4, version = c.version from conversation c
  where m.org_id = $1 and m.id = $3 and c.org_id = $1 and c.id = $2`)

const ATTEMPTS_MAX = 5
/** Stands for a file until the platform brings it, in a webhook of its own. */
const PLACEHOLDER = 'media_placeholder'

export type Past = Inbound & { isOwn: boolean }
export type Imported = { conversationId: Id; version: number; count: number }

/**
 * Stores messages with one contact, each once. Safe to repeat.
 *
 * @returns null when all of them were known.
 */
export async function importThread(
  context: Pick<ReceiveContext, 'db' | 'keys'>,
  inbox: Inbox,
  messages: readonly Past[],
): Promise<Imported | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await context.db.withOrg(inbox.orgId, (tx) => importIn(tx, { context, inbox, messages }))
    } catch (error) {
      // Another transaction met the same contact, or stored one of the messages.
      if (attempt === ATTEMPTS_MAX || !(isUniqueViolation(error) || isRetryable(error))) throw error
    }
  }
}

type Importing = {
  context: Pick<ReceiveContext, 'keys'>
  inbox: Inbox
  messages: readonly Past[]
}
type Known = { id: Id; externalId: string; content: Buffer }

async function importIn(tx: OrgTx, { context, inbox, messages }: Importing): Promise<Imported | null> {
  const unique = [...new Map(messages.map((message) => [message.externalId, message])).values()]
  const ids = unique.map(({ externalId }) => externalId)
  const { rows } = await tx.query<Known>(KNOWN, [tx.orgId, inbox.id, ids])
  const known = new Map(rows.map((row) => [row.externalId, row]))
  const fresh = unique.filter(({ externalId }) => !known.has(externalId))
  const files = unique.filter((message) => bringsFile(message, known.get(message.externalId)))
  if (fresh.length === 0 && files.length === 0) return null
  const newest = new Date(Math.max(0, ...fresh.map(({ sentAt }) => sentAt.getTime())))
  const conversationId = await conversationOf(tx, { context, inbox, messages: unique }, newest)
  const version = await insert(tx, { inbox, conversationId, messages: fresh })
  for (const message of files) {
    const id = known.get(message.externalId)?.id as Id
    await tx.query(REPLACE, [tx.orgId, conversationId, id, encode(message.content)])
    await attachExpected(tx, inbox, { ...message, id })
  }
  return { conversationId, version, count: fresh.length }
}

function bringsFile({ content }: Past, known: Known | undefined): boolean {
  if (!known || content.type !== 'media') return false
  const before = decode<Content>(known.content)
  return before.type === 'unsupported' && before.kind === PLACEHOLDER
}

async function conversationOf(tx: OrgTx, importing: Importing, newest: Date): Promise<Id> {
  const { context, inbox, messages } = importing
  const [first] = messages
  const contactId = await admitSender(tx, context, {
    channel: inbox.channel,
    addresses: first?.sender ?? [],
    profile: { name: messages.find(({ senderName }) => senderName !== null)?.senderName ?? undefined },
  })
  const { rows } = await tx.query<{ id: Id }>(CONVERSATION, [tx.orgId, inbox.id, contactId])
  if (rows[0]) return rows[0].id
  const id = newId()
  await tx.query(OPEN_CLOSED, [tx.orgId, id, inbox.id, contactId, newest])
  return id
}

type Inserting = { inbox: Inbox; conversationId: Id; messages: readonly Past[] }

/** @returns the conversation's new version */
async function insert(tx: OrgTx, { inbox, conversationId, messages }: Inserting): Promise<number> {
  const moments = messages.map(({ sentAt }) => sentAt)
  const places = placesOf(moments, await takenPlaces(tx, conversationId, moments))
  const newest = messages.reduce<Past | undefined>(
    (last, message) => (last && last.sentAt > message.sentAt ? last : message),
    undefined,
  )
  const { rows } = await tx.query<{ version: number }>(INSERT, [
    ...[tx.orgId, conversationId, messages.map(({ id }) => id), places],
    messages.map(({ isOwn }) => (isOwn ? 'out' : 'in')),
    messages.map(({ content }) => encode(content)),
    messages.map(({ externalId }) => externalId),
    messages.map(({ replyTo }) => replyTo),
    moments,
    newest ? encode({ ...briefOf(newest.content), author: newest.isOwn ? 'agent' : 'contact' }) : null,
    newest?.sentAt ?? new Date(0),
  ])
  for (const message of messages) await attachExpected(tx, inbox, message)
  return rows[0]?.version ?? 0
}

async function takenPlaces(tx: OrgTx, conversationId: Id, moments: readonly Date[]): Promise<Set<number>> {
  if (moments.length === 0) return new Set()
  const { from, to } = placeRange(moments)
  const { rows } = await tx.query<{ seq: number }>(TAKEN, [tx.orgId, conversationId, from, to])
  return new Set(rows.map(({ seq }) => seq))
}
