import { type ChannelType, type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import { type Step, statement } from '../../db/statement.ts'
import type { Inbox } from '../inbox/inbox.ts'
import type { Job } from '../job/enqueue.ts'
import type { Inbound, ReceiveContext } from './inbound.ts'

/** A reply within this time reopens the conversation that was closed last; later it begins a new one. */
const REOPEN_DAYS = 7

const IS_KNOWN = 'exists (select from message where org_id = $1 and inbox_id = $3 and external_id = $4)'

const ADMIT_CONTACT = statement(`
  with asked as (
    select * from unnest($5::bytea[], $6::text[], $7::bytea[], $8::uuid[])
      with ordinality as a (hash, kind, address, id, at)
    where not ${IS_KNOWN}
  ), owned as (
    select a.at, i.contact_id from asked a
    join identity i on i.org_id = $1 and i.channel = $2 and i.address_hash = a.hash
  ), added as (
    insert into contact (org_id, id, profile)
    select $1, $9, $10 where exists (select from asked) and not exists (select from owned)
  )
  insert into identity (org_id, id, contact_id, channel, kind, address_hash, address)
  select $1, a.id, coalesce((select contact_id from owned order by at limit 1), $9), $2, a.kind, a.hash,
         a.address
  from asked a where not exists (select from owned o where o.at = a.at)`)

// The open and the closed ones have an index each.
const OPEN_CONVERSATION = statement(`
  with owner as (
    select i.contact_id as id from unnest($5::bytea[]) with ordinality as a (hash, at)
    join identity i on i.org_id = $1 and i.channel = $2 and i.address_hash = a.hash
    where not ${IS_KNOWN}
    order by a.at limit 1
  ), newest as (
    select id, status, created_at from conversation
    where org_id = $1 and inbox_id = $3 and contact_id = (select id from owner) and status = 'open'
    union all
    select id, status, created_at from conversation
    where org_id = $1 and inbox_id = $3 and contact_id = (select id from owner) and status = 'closed'
    order by status desc, created_at desc limit 1
  ), last as (
    select id, status, closed_at > now() - interval '${REOPEN_DAYS} days' as recent from conversation
    where org_id = $1 and id = (select id from newest) for update
  ), reopened as (
    -- A run that still undoes keeps it: what the contact writes is for the one after it.
    update conversation c set status = 'open', closed_at = null,
      holder = case when c.run_id is null then 'nobody' else 'backend' end,
      assignee_id = null, handoff_reason = null, version = c.version + 1, changed_at = now()
    from last where c.org_id = $1 and c.id = last.id and last.status = 'closed' and last.recent
    returning c.id, c.seq, c.version
  ), told as (
    insert into conversation_event (org_id, id, conversation_id, after_seq, type, actor, data, version)
    select $1, $7, id, seq, 'reopened', 'system', $8, version from reopened
  ), opened as (
    insert into conversation (org_id, id, inbox_id, contact_id)
    select $1, $6, $3, id from owner
    where not exists (select from last where status = 'open' or recent)
  )
  select ${IS_KNOWN} as known`)

// Only of a contact that this transaction added.
const ASK_NAME = statement(`
  insert into job (org_id, id, kind, payload, due_at)
  select $1, $3, 'fetch_profile', $4, now() from contact where org_id = $1 and id = $2`)
const NAMELESS = new Set<ChannelType>(['messenger', 'instagram'])

/**
 * The steps that make sure that the sender has a contact with all of these addresses and an open conversation
 * in this inbox, for the transaction that stores the message. The last of them returns `known` when the
 * message is stored already; then they change nothing.
 *
 * Known addresses keep the contact they have: contacts are never merged because a platform sent two addresses
 * together that belong to two of them; the first, most stable one decides.
 *
 * When another transaction admits the same sender, they fail with a unique violation, and find on the next
 * attempt what it wrote.
 */
export function admission({ keys }: Pick<ReceiveContext, 'keys'>, inbox: Inbox, message: Inbound): Step[] {
  const { sender, senderName, locale, externalId } = message
  const hashes = sender.map(({ kind, value }) => keys.hashAddress(inbox.channel, kind, value))
  const shared = [inbox.orgId, inbox.channel, inbox.id, externalId, hashes]
  const kinds = sender.map(({ kind }) => kind)
  const addresses = sender.map(({ value }) => encode(value))
  const profile = encode({ name: senderName ?? undefined, locale: locale ?? undefined })
  const [contactId, conversationId] = [newId(), newId()]
  return [
    {
      statement: ADMIT_CONTACT,
      values: [...shared, kinds, addresses, sender.map(() => newId()), contactId, profile],
    },
    ...(NAMELESS.has(inbox.channel) ? [askName(inbox, { contactId, conversationId })] : []),
    { statement: OPEN_CONVERSATION, values: [...shared, conversationId, newId(), encode({})] },
  ]
}

type Admitted = { contactId: Id; conversationId: Id }

/** A new contact has a new conversation. */
function askName({ orgId, id: inboxId }: Inbox, { contactId, conversationId }: Admitted): Step {
  const job: Job = { kind: 'fetch_profile', inboxId, conversationId }
  return { statement: ASK_NAME, values: [orgId, contactId, newId(), encode(job)] }
}
