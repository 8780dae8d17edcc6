import { type Content, type Id, type JournalEntry, newId, previewOf, type TurnEnd } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockConversation } from '../conversation/lock.ts'
import type { ActiveBackend } from '../inbox/inbox.ts'
import type { ClaimedRun } from './run.ts'

/**
 * Ends a turn: journal, replies, deliveries, timer and status become visible together, or not at all.
 *
 * Nothing is written when the claim was lost or a person took the turn meanwhile (`refused`). When the contact wrote
 * during the turn, the claim is kept and the caller plays the next turn; when the run ended with messages unread,
 * the next run is started under the same lock, so no message is left to nobody.
 */

export type TurnResult = { entries: readonly JournalEntry[]; readSeq: number; end: TurnEnd; say?: Content }

export type OutMessage = {
  id: Id
  content: Content
  author: 'backend' | 'system'
  /** One delivery a part; none where the channel hands messages over by itself. */
  deliveries: { id: Id; part: number }[]
}

export type CommittedTurn = {
  version: number
  seq: number
  lastInSeq: number
  /** The conversation's live run after the turn: this one, the next one, or none. */
  runId: Id | null
  messages: OutMessage[]
  promptSeq: number
  length: number
  /** The delivery that was put into `sending` for this node; the others wait behind it. */
  sending: Id | null
}

const COMMIT = statement(`
  with me as (
    select c.id, c.last_in_seq from run r
    join conversation c on c.org_id = r.org_id and c.id = r.conversation_id
    where r.org_id = $1 and r.id = $2 and r.claimed_by is not distinct from $3 and r.claim = $4 and c.turn_epoch = $5
  ), conv as (
    update conversation c set
      seq = c.seq + cardinality($6::uuid[]), version = c.version + 1,
      preview = coalesce($9, c.preview),
      holder = case when $13::uuid is not null and me.last_in_seq > $12 then 'backend' else $10 end,
      run_id = case when not $11::boolean then c.run_id when me.last_in_seq > $12 then $13 end,
      last_message_at = case when $9 is null then c.last_message_at else now() end,
      waiting_since = case when $9 is null or $10 = 'human' then c.waiting_since end,
      handoff_reason = case when $10 = 'human' then coalesce($14, c.handoff_reason) end,
      changed_at = now()
    from me where c.org_id = $1 and c.id = me.id
    returning c.id, c.inbox_id, c.seq, c.version, c.last_in_seq, c.run_id
  ), ended as (
    update run r set status = $15, length = r.length + cardinality($16::text[]), read_seq = $12,
      prompt_seq = case when $17::int is null then r.prompt_seq else conv.seq - cardinality($6::uuid[]) + $17 end,
      wait = $18, wake = null, outcome = $19, failure = $20, crashes = 0,
      due_at = $21::timestamptz, ended_at = case when $11 then now() end,
      claimed_by = case when $11 or conv.last_in_seq <= $22 then null else r.claimed_by end
    from conv where r.org_id = $1 and r.id = $2
    returning r.prompt_seq, r.length
  ), journaled as (
    insert into journal (org_id, run_id, generation, position, kind, name, value, message_id)
    select $1, $2, $23, e.position, e.kind, e.name, e.value, e.message_id
    from conv, unnest($16::text[], $24::text[], $25::bytea[], $26::bytea[], $27::uuid[])
      as e (position, kind, name, value, message_id)
  ), said as (
    insert into message (org_id, id, conversation_id, inbox_id, seq, direction, author, run_id, content, version, sent_at)
    select $1, m.id, conv.id, conv.inbox_id, conv.seq - cardinality($6::uuid[]) + m.ord, 'out', m.author, $2,
           m.content, conv.version, now()
    from conv, unnest($6::uuid[], $7::bytea[], $8::text[]) with ordinality as m (id, content, author, ord)
  ), road as materialized (
    select not exists (
      select from delivery u, conv where u.org_id = $1 and u.conversation_id = conv.id
        and u.status in ('pending', 'sending', 'unknown')) as free
  ), queued as (
    insert into delivery (org_id, id, message_id, conversation_id, inbox_id, seq, part, author, turn_epoch, status,
                          attempts, claimed_by, version)
    select $1, d.id, d.message_id, conv.id, conv.inbox_id, conv.seq - cardinality($6::uuid[]) + d.message, d.part,
           d.author, $5, case when road.free and d.ord = 1 then 'sending' else 'pending' end,
           case when road.free and d.ord = 1 then 1 else 0 end, case when road.free and d.ord = 1 then $3 end,
           conv.version
    from conv, road, unnest($28::uuid[], $29::uuid[], $30::int[], $31::int[], $32::text[]) with ordinality
      as d (id, message_id, message, part, author, ord)
    returning id, status
  ), noted as (
    insert into conversation_event (org_id, id, conversation_id, after_seq, type, actor, data, version)
    select $1, $33, conv.id, conv.seq, $34, 'backend', $35, conv.version from conv where $34::text is not null
  ), next as (
    insert into run (org_id, id, conversation_id, backend_id, backend_version_id, status, read_seq, config,
                     config_version, claimed_by, claim)
    select $1, $13, conv.id, $36, $37, 'running', $12, $38, $39, $3, 1 from conv where conv.run_id = $13
  )
  select conv.version, conv.seq, conv.last_in_seq as "lastInSeq", conv.run_id as "runId",
         (select id from queued where status = 'sending') as sending, ended.prompt_seq as "promptSeq", ended.length
  from conv, ended`)

type Commit = {
  nodeId: Id
  result: TurnResult
  /** Splits content as the channel must send it; null where the channel needs no deliveries. */
  parts: ((content: Content) => Content[]) | null
  /** What a run that is started for unread messages uses; null when none may be started. */
  next: { runId: Id; backend: ActiveBackend } | null
}

export async function commitTurn(
  db: Database,
  run: ClaimedRun,
  commit: Commit,
): Promise<CommittedTurn | 'refused'> {
  const messages = messagesOf(commit)
  const [, committed] = await db.sharedFlight(run.orgId, run.conversationId, [
    lockConversation(run.orgId, run.conversationId),
    { statement: COMMIT, values: valuesOf(run, { ...commit, messages }) },
  ])
  const row = committed?.rows[0] as Omit<CommittedTurn, 'messages'> | undefined
  return row ? { ...row, messages } : 'refused'
}

function messagesOf({ result, parts }: Commit): OutMessage[] {
  const said = result.entries.flatMap(({ content }) =>
    content ? [{ content, author: 'backend' as const }] : [],
  )
  const all = result.say ? [...said, { content: result.say, author: 'system' as const }] : said
  return all.map(({ content, author }) => ({
    id: newId(),
    content,
    author,
    deliveries: parts ? parts(content).map((_, part) => ({ id: newId(), part })) : [],
  }))
}

/** The state a conversation and its run are left in. */
function stateOf(end: TurnEnd) {
  switch (end.type) {
    case 'wait': {
      const handoff = end.wait.kind === 'hand_back'
      return { holder: handoff ? 'human' : 'backend', status: 'waiting', ended: false }
    }
    case 'done':
      return { holder: 'nobody', status: 'done', ended: true }
    case 'failed':
      return { holder: 'human', status: 'failed', ended: true }
  }
}

function valuesOf(
  run: ClaimedRun,
  { nodeId, result, next, messages }: Commit & { messages: OutMessage[] },
): unknown[] {
  const { entries, readSeq, end } = result
  const state = stateOf(end)
  const startsNext = end.type === 'done' && next !== null
  const last = messages.at(-1)
  const event = eventOf(end)
  const byEntry = messageIdsOf(entries, messages)
  const deliveries = messages.flatMap((message, index) =>
    message.deliveries.map((delivery) => ({ ...delivery, message, ord: index + 1 })),
  )
  const wait = end.type === 'wait' ? end.wait : null
  return [
    run.orgId,
    run.id,
    nodeId,
    run.claim,
    run.epoch,
    messages.map(({ id }) => id),
    messages.map(({ content }) => encode(content)),
    messages.map(({ author }) => author),
    last ? encode({ text: previewOf(last.content), author: last.author }) : null,
    startsNext ? 'nobody' : state.holder,
    state.ended,
    readSeq,
    startsNext ? next.runId : null,
    event?.reason ? encode(event.reason) : null,
    state.status,
    entries.map(({ position }) => position),
    promptIndex(entries, messages, byEntry),
    wait ? encode(wait) : null,
    end.type === 'done' && end.outcome ? encode(end.outcome) : null,
    end.type === 'failed' ? encode(end.failure) : null,
    wait?.dueAt ? new Date(wait.dueAt) : null,
    run.seenSeq,
    run.generation,
    entries.map(({ kind }) => kind),
    entries.map(({ name }) => encode(name)),
    entries.map(({ value, content }) => encode(content ? { value, content } : { value })),
    byEntry,
    deliveries.map(({ id }) => id),
    deliveries.map(({ message }) => message.id),
    deliveries.map(({ ord }) => ord),
    deliveries.map(({ part }) => part),
    deliveries.map(({ message }) => message.author),
    newId(),
    event?.type ?? null,
    event ? encode(event.data) : null,
    next?.backend.id ?? null,
    next?.backend.versionId ?? null,
    next ? encode(next.backend.config) : null,
    next?.backend.configVersion ?? null,
  ]
}

function messageIdsOf(entries: readonly JournalEntry[], messages: readonly OutMessage[]): (Id | null)[] {
  let index = 0
  return entries.map(({ content }) => (content ? (messages[index++]?.id ?? null) : null))
}

/** Which of the turn's messages, counted from 1, is the question the run now waits on. */
function promptIndex(
  entries: readonly JournalEntry[],
  messages: readonly OutMessage[],
  byEntry: readonly (Id | null)[],
): number | null {
  const prompts = new Set(['ask', 'choose', 'prompt'])
  const at = entries.findLastIndex(({ kind, content }) => prompts.has(kind) && content !== undefined)
  const index = at < 0 ? -1 : messages.findIndex(({ id }) => id === byEntry[at])
  return index < 0 ? null : index + 1
}

function eventOf(end: TurnEnd): { type: string; reason: string; data: Record<string, unknown> } | null {
  if (end.type === 'failed') {
    const { code, message } = end.failure
    return { type: 'run_failed', reason: message, data: { code, reason: message } }
  }
  if (end.type === 'wait' && end.handoff) {
    return { type: 'handed_off', reason: end.handoff.reason, data: end.handoff }
  }
  return null
}
