import { assert, briefOf, type Holder, type Id } from '@hilo/protocol'
import { decode, decodeOrNull, encode } from '../../db/codec.ts'
import { isRetryable, isUniqueViolation } from '../../db/connection.ts'
import { type Step, statement } from '../../db/statement.ts'
import { plantAnswer } from '../ai-answer/plant.ts'
import { choiceValues, chosenVersion } from '../backend/choose-version.ts'
import type { Profile } from '../contact/contact.ts'
import type { Inbox } from '../inbox/inbox.ts'
import { expectMedia } from '../media/expect.ts'
import { BEGUN, type ClaimedRun } from '../run/run.ts'
import { admission } from './admit.ts'
import type { Inbound, ReceiveContext } from './inbound.ts'
import { keepOrigin } from './origin.ts'
import { speaksIn } from './speaks.ts'

/**
 * Takes a contact's message in: one statement when the contact and the conversation are known.
 *
 * It stores the message with the next sequence number, raises what the inbox shows, opens the window, and
 * claims the run that waits for it (or starts one) for this node, all in one transaction. A message with a
 * known external id changes nothing. The caller keeps the order within a contact; different contacts may run
 * in parallel.
 */

export type Received = {
  conversationId: Id
  contactId: Id
  seq: number
  version: number
  /** The other app that had the thread on its platform until now, as far as was known. */
  threadOwner: string | null
  /** When it was stored, by the database's clock. */
  at: number
  /** The contact's stored name differs from the one that came with the message. */
  profile: Profile
  /** The run this message woke or started, claimed by this node; null when no micro-backend is to answer. */
  run: ClaimedRun | null
  /** In how many ms AI is to answer it, with what else the contact writes until then; null: it is not. */
  answerInMs: number | null
}

const CHOSEN = chosenVersion('contact_id', {
  backend: '$14',
  active: '$15',
  choice: ['$20', '$21', '$22', '$23'],
})

/** The end of the window rests on it from now on, and not on what was before. */
const MOVES_WINDOW = `$10::int > 0 and (
        c.window_closes_at is null or c.window_closes_at <= $9::timestamptz + $10 * interval '1 hour')`

/** Neither people nor a run have it: who answers in the inbox now takes the turn, also from AI. */
const IS_FREE = "c.run_id is null and c.holder in ('nobody', 'ai')"

const RECEIVE = statement(`
  with conv as (
    update conversation c set
      seq = c.seq + 1, version = c.version + 1, unread = c.unread + 1,
      last_in_seq = case when $12::boolean then c.seq + 1 else c.last_in_seq end,
      preview = $8, last_message_at = now(), changed_at = now(),
      waiting_since = coalesce(c.waiting_since, now()),
      window_closes_at = case when $10::int > 0
        then greatest(c.window_closes_at, $9::timestamptz + $10 * interval '1 hour')
        else c.window_closes_at end,
      window_opened_by = case when ${MOVES_WINDOW} then $24 else c.window_opened_by end,
      window_opened_at = case when ${MOVES_WINDOW} then $9 else c.window_opened_at end,
      holder = case when ${IS_FREE} and $12::boolean then $25::text else c.holder end,
      run_id = case when ${IS_FREE} then $13::uuid else c.run_id end
    from identity i
    where i.org_id = $1 and i.channel = $2 and i.address_hash = $3
      and c.org_id = $1 and c.inbox_id = $4 and c.contact_id = i.contact_id and c.status = 'open'
      and not exists (select from message m where m.org_id = $1 and m.inbox_id = $4 and m.external_id = $5)
    returning c.id, c.contact_id, c.seq, c.version, c.turn_epoch, c.holder, c.run_id, c.thread_owner
  ), said as (
    insert into message (org_id, id, conversation_id, inbox_id, seq, direction, author, content, external_id,
                         client_id, reply_to_external_id, version, sent_at)
    select $1, $6, id, $4, seq, 'in', 'contact', $7, $5, $11, $18, version, $9 from conv
  ), started as (
    insert into run (org_id, id, conversation_id, backend_id, backend_version_id, status, read_seq, config,
                     config_version, claimed_by, claim)
    select $1, $13, id, $14, ${CHOSEN}, 'running', seq - 1, $16, $17, $19, 1 from conv where run_id = $13
    returning backend_version_id
  )
  select conv.id as "conversationId", conv.contact_id as "contactId", conv.seq, conv.version,
         conv.turn_epoch as epoch, conv.thread_owner as "threadOwner",
         (select backend_version_id from started) as "startedOn", p.profile,
         floor(extract(epoch from now()) * 1000)::float8 as at
  from conv join contact p on p.org_id = $1 and p.id = conv.contact_id`)

/**
 * Claims the run that waits for the message. A statement of its own, because it must see what the statement
 * before it waited for: a turn that ended meanwhile, and did not see the message.
 */
const WAKE = statement(`
  update run r set claimed_by = $3, claim = r.claim + 1, status = 'running'
  from message m join conversation c on c.org_id = m.org_id and c.id = m.conversation_id
  where m.org_id = $1 and m.id = $2 and c.holder = 'backend' and m.seq = c.last_in_seq
    and r.org_id = $1 and r.id = c.run_id and r.claimed_by is null and r.status = 'waiting'
  returning r.id as "runId", r.claim, r.generation, r.length, r.read_seq as "readSeq",
            r.prompt_seq as "promptSeq", r.wait, r.wake, r.backend_version_id as "versionId", r.config,
            r.crashes, r.called, r.quiet_from is not null as "isBurst"`)

type Row = {
  conversationId: Id
  contactId: Id
  seq: number
  version: number
  at: number
  threadOwner: string | null
  epoch: number
  startedOn: Id | null
  profile: Buffer
  runId: Id | null
  claim: number
  generation: number
  length: number
  readSeq: number
  promptSeq: number
  wait: Buffer | null
  wake: 'start' | 'hand_back' | 'recover' | 'cancel' | null
  versionId: Id
  config: Buffer
  crashes: number
  called: Buffer | null
  isBurst: boolean
  answerInMs?: number
}

const SEEN_MAX = 50_000
const ATTEMPTS_MAX = 5

/** @returns null when the message was known already. Safe to call again after any failure. */
export async function receiveMessage(
  context: ReceiveContext,
  inbox: Inbox,
  { message, newRunId }: { message: Inbound; newRunId: Id },
): Promise<Received | null> {
  const attempt = { message, newRunId, values: valuesOf(context, inbox, { message, newRunId }) }
  const group = groupOf(inbox, message)
  if (group === null || context.seen.has(group)) {
    const { received } = await tryReceive(context, inbox, attempt).catch(unlessRaced)
    if (received) return received
  }
  // Nothing matched: a new contact, a new address, no open conversation, or a message that is known.
  const received = await admitAndReceive(context, inbox, attempt)
  if (group !== null) remember(context.seen, group)
  return received
}

async function admitAndReceive(
  context: ReceiveContext,
  inbox: Inbox,
  attempt: Attempt,
): Promise<Received | null> {
  for (let count = 1; ; count++) {
    const before = admission(context, inbox, attempt.message)
    const tried = await tryReceive(context, inbox, { ...attempt, before }).catch((error) => {
      if (count < ATTEMPTS_MAX) return unlessRaced(error)
      throw error
    })
    if (tried.received) return tried.received
    if (tried.isKnown) return null
    assert(count < ATTEMPTS_MAX, 'The sender of a message could not be admitted.')
  }
}

/** Another transaction met the same new contact, or stored the same message: the next look finds what it wrote. */
function unlessRaced(error: unknown): Tried {
  if (isUniqueViolation(error) || isRetryable(error)) return { received: null, isKnown: false }
  throw error
}

/** Names the addresses of a sender with several, all of which have to be stored; null for a single one. */
function groupOf(inbox: Inbox, { sender }: Inbound): string | null {
  return sender.length === 1 ? null : `${inbox.id} ${sender.map(({ value }) => value).join(' ')}`
}

function remember(seen: Set<string>, group: string): void {
  if (seen.size >= SEEN_MAX) seen.clear()
  seen.add(group)
}

type Attempt = { values: readonly unknown[]; newRunId: Id; message: Inbound; before?: readonly Step[] }
/** Without `before`, nothing is received either when the sender has no open conversation here. */
type Tried = { received: Received | null; isKnown: boolean }

async function tryReceive(
  { db, nodeId }: ReceiveContext,
  inbox: Inbox,
  { values, newRunId, message, before = [] }: Attempt,
): Promise<Tried> {
  // What one sender writes is in one transaction, or in transactions one after the other.
  const key = message.sender[0]?.value ?? ''
  const planted = plantAnswer(inbox, message)
  const steps = [
    ...before,
    { statement: RECEIVE, values },
    { statement: WAKE, values: [inbox.orgId, message.id, nodeId] },
    ...expectMedia(inbox, message),
    ...keepOrigin(inbox, message),
    ...planted,
  ]
  const results = await db.sharedFlight(inbox.orgId, { key, steps })
  const [received, woken] = results.slice(before.length)
  const row = received?.rows[0] as Row | undefined
  const due = planted.length > 0 ? results.at(-1)?.rows[0] : undefined
  return {
    received: row ? toReceived(inbox, { ...row, ...woken?.rows[0], ...due }, newRunId) : null,
    isKnown: results[before.length - 1]?.rows[0]?.known === true,
  }
}

function valuesOf(
  { keys, nodeId }: ReceiveContext,
  inbox: Inbox,
  { message, newRunId }: { message: Inbound; newRunId: Id },
): unknown[] {
  const [address] = message.sender
  const { backend } = inbox
  const speaks = speaksIn(inbox, message)
  return [
    inbox.orgId,
    inbox.channel,
    address ? keys.hashAddress(inbox.channel, address.kind, address.value) : null,
    inbox.id,
    message.externalId,
    message.id,
    encode(message.content),
    encode({ ...briefOf(message.content), author: 'contact' }),
    message.sentAt,
    message.windowHours,
    message.clientId,
    speaks,
    backend && speaks ? newRunId : null,
    backend?.id ?? null,
    backend?.versionId ?? null,
    backend ? encode(backend.config) : null,
    backend?.configVersion ?? null,
    message.replyTo,
    nodeId,
    ...choiceValues(backend),
    message.windowOpenedBy ?? 'message',
    holderIn(inbox),
  ]
}

function holderIn({ backend, aiAnswers }: Inbox): Holder {
  if (backend) return 'backend'
  return aiAnswers ? 'ai' : 'nobody'
}

function toReceived(inbox: Inbox, row: Row, newRunId: Id): Received {
  const { conversationId, contactId, seq, version, at, threadOwner } = row
  return {
    ...{ conversationId, contactId, seq, version, at, threadOwner },
    profile: decode<Profile>(row.profile),
    answerInMs: row.answerInMs ?? null,
    run: runOf(inbox, row, newRunId),
  }
}

function runOf(inbox: Inbox, row: Row, newRunId: Id): ClaimedRun | null {
  const shared = {
    orgId: inbox.orgId,
    inboxId: inbox.id,
    conversationId: row.conversationId,
    epoch: row.epoch,
    seenSeq: row.seq,
  }
  if (row.startedOn && inbox.backend) {
    return {
      ...shared,
      ...BEGUN,
      id: newRunId,
      readSeq: row.seq - 1,
      versionId: row.startedOn,
      config: inbox.backend.config,
      called: null,
    }
  }
  if (!row.runId) return null
  const { claim, generation, length, readSeq, promptSeq, wake, versionId, crashes, isBurst } = row
  const wait = row.wait ? decode<ClaimedRun['wait']>(row.wait) : null
  return {
    ...shared,
    ...{ id: row.runId, claim, generation, length, readSeq, promptSeq, versionId, crashes, isBurst, wait },
    wake: wake ?? 'message',
    config: decode(row.config),
    called: decodeOrNull<ClaimedRun['called']>(row.called),
  }
}
