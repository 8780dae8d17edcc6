/**
 * Runs as records, to be played again on other code: put together from the journal, what came in and went out
 * while a run lasted, and when people held the conversation.
 */
import type {
  ChannelType,
  Content,
  Id,
  JournalEntry,
  RunFailure,
  RunRecord,
  TurnEnd,
  Wait,
} from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { backendIdOf } from '../backend/backend.ts'
import { readAddresses, toAddresses } from '../contact/addresses.ts'
import { type Profile, snapshotOf } from '../contact/contact.ts'
import { type JournalRow, toEntry } from './append-step.ts'

// One that was called is a part of a conversation that it did not begin.
const RUNS = statement(`
  select r.id, r.conversation_id as "conversationId", r.status, r.generation, r.config, r.wait, r.outcome,
         r.failure, r.started_at as "startedAt", r.ended_at as "endedAt", clock_timestamp() as now, v.hash,
         c.contact_id as "contactId", p.profile, i.channel, i.bursts, o.locale, o.time_zone as "timeZone"
  from run r
  join backend_version v on v.org_id = r.org_id and v.id = r.backend_version_id
  join conversation c on c.org_id = r.org_id and c.id = r.conversation_id
  join contact p on p.org_id = c.org_id and p.id = c.contact_id
  join inbox i on i.org_id = c.org_id and i.id = c.inbox_id
  join org o on o.id = r.org_id
  where r.org_id = $1 and r.backend_id = $2 and ($3::uuid is null or r.id < $3) and r.status <> 'running'
    and r.parent_run_id is null
  order by r.id desc limit $4`)
const JOURNAL = statement(`
  select position, kind, name, value, attempts from journal
  where org_id = $1 and run_id = $2 order by generation, position`)
// A run that follows another one reads what the one before had left, which came just before it began.
const INBOX = statement(`
  select m.id, m.seq, m.content, m.created_at as at, w.words from message m
  left join media f on f.org_id = m.org_id and f.message_id = m.id
  left join media_words w on w.org_id = f.org_id and w.media_id = f.id
  where m.org_id = $1 and m.conversation_id = $2 and m.direction = 'in' and m.unsent_at is null
    and m.created_at between $3::timestamptz - interval '10 seconds' and $4
    and m.seq > coalesce((select max(b.read_seq) from run b
                        where b.org_id = $1 and b.conversation_id = $2 and b.started_at < $3), 0)
  order by m.seq`)
const SENT = statement(`
  select seq, content, created_at as at from message
  where org_id = $1 and conversation_id = $2 and run_id = $3 and direction = 'out' order by seq`)
const TURNS = statement(`
  select type, after_seq as seq, created_at as at from conversation_event
  where org_id = $1 and conversation_id = $2 and type in ('taken_over', 'handed_off', 'handed_back')
    and created_at between $3 and $4
  order by after_seq, created_at`)

type Row = {
  id: Id
  conversationId: Id
  status: 'waiting' | 'done' | 'failed' | 'cancelled'
  generation: number
  config: Buffer
  wait: Buffer | null
  outcome: Buffer | null
  failure: Buffer | null
  startedAt: Date
  endedAt: Date | null
  now: Date
  hash: string
  contactId: Id
  profile: Buffer
  channel: ChannelType
  bursts: boolean
  locale: string
  timeZone: string
}
type Said = { id: Id; seq: number; content: Buffer; at: Date }
type Heard = Said & { words: Buffer | null }
type Turn = { type: 'taken_over' | 'handed_off' | 'handed_back'; seq: number; at: Date }

/** A page ends when it has as much: a run may hold a megabyte, and a page is put together in memory. */
const PAGE_BYTES_MAX = 4 * 1_048_576

/**
 * A page of records, newest first, and where the next page begins; it may be shorter than `limit` where runs
 * are large.
 *
 * @throws AppError `not_found`
 */
export async function exportRuns(
  tx: OrgTx,
  name: string,
  { cursor, limit }: { cursor: Id | null; limit: number },
): Promise<{ records: RunRecord[]; next: Id | null }> {
  const backendId = await backendIdOf(tx, name)
  const { rows } = await tx.query<Row>(RUNS, [tx.orgId, backendId, cursor, limit + 1])
  const records: RunRecord[] = []
  for (let bytes = 0; bytes < PAGE_BYTES_MAX && records.length < Math.min(limit, rows.length); ) {
    const record = await toRecord(tx, name, rows[records.length] as Row)
    bytes += JSON.stringify(record).length
    records.push(record)
  }
  return { records, next: rows.length > records.length ? (records.at(-1)?.runId ?? null) : null }
}

async function toRecord(tx: OrgTx, backend: string, row: Row): Promise<RunRecord> {
  const { id, conversationId, channel, locale, startedAt } = row
  const until = row.endedAt ?? row.now
  const at = [tx.orgId, conversationId]
  const journal = await tx.query<JournalRow>(JOURNAL, [tx.orgId, id])
  const inbox = await tx.query<Heard>(INBOX, [...at, startedAt, until])
  const sent = await tx.query<Said>(SENT, [...at, id])
  const turns = await tx.query<Turn>(TURNS, [...at, startedAt, until])
  const list = readAddresses(tx.orgId, conversationId)
  const addresses = toAddresses(await tx.query(list.statement, list.values))
  const entries = journal.rows.map(toEntry)
  return {
    format: 1,
    backend,
    version: row.hash.slice(0, 8),
    runId: id,
    conversationId,
    generation: row.generation - entries.filter(({ kind }) => kind === 'state').length,
    config: decode(row.config),
    contact: snapshotOf(row.contactId, decode<Profile>(row.profile), { channel, addresses, locale }),
    timeZone: row.timeZone,
    ...(row.bursts ? { bursts: true } : {}),
    startedAt: Math.min(startedAt.getTime(), inbox.rows[0]?.at.getTime() ?? Number.POSITIVE_INFINITY),
    recordedAt: until.getTime(),
    inbox: inbox.rows.map((message) => toHeard(message, wordedIn(entries))),
    sent: sent.rows.map(toSaid),
    people: peopleOf(turns.rows),
    journal: entries,
    end: endOf(row),
  }
}

function toHeard({ id, words, ...said }: Heard, worded: ReadonlySet<Id>): RunRecord['inbox'][number] {
  return { id, ...toSaid({ id, ...said }), ...(words && worded.has(id) && { words: decode<string>(words) }) }
}

/** The messages of whose files the run knew what they say: for others that came too late, or never. */
function wordedIn(entries: readonly JournalEntry[]): ReadonlySet<Id> {
  return new Set(entries.flatMap(({ value }) => (value as { worded?: Id[] } | null)?.worded ?? []))
}

function toSaid({ seq, content, at }: Said) {
  return { seq, content: decode<Content>(content), at: at.getTime() }
}

/** From whatever gave the conversation to people until they handed it back. */
function peopleOf(turns: readonly Turn[]): RunRecord['people'] {
  const people: RunRecord['people'] = []
  for (const { type, seq, at } of turns) {
    const open = people.at(-1)?.until === null ? people.at(-1) : undefined
    if (type === 'handed_back') {
      if (open) Object.assign(open, { untilSeq: seq, until: at.getTime() })
    } else if (!open) people.push({ fromSeq: seq, from: at.getTime(), untilSeq: null, until: null })
  }
  return people
}

function endOf({ status, wait, outcome, failure }: Row): TurnEnd | null {
  const waiting = decodeOrNull<Wait>(wait)
  const failed = decodeOrNull<RunFailure>(failure)
  if (status === 'done') return { type: 'done', outcome: decodeOrNull<string>(outcome) }
  if (status === 'failed' && failed) return { type: 'failed', failure: failed }
  return status === 'waiting' && waiting ? { type: 'wait', wait: waiting } : null
}
