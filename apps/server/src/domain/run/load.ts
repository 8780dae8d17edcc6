import type { Address, Content, Id, InboxMessage, JournalEntry } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import type { SharedRead } from '../../db/shared-read.ts'
import { type Rows, statement } from '../../db/statement.ts'
import { ADDRESSES, toAddresses } from '../contact/addresses.ts'
import type { Profile } from '../contact/contact.ts'
import { areWordsAwaited, type FileState } from '../media-words/await.ts'
import { type JournalRow, toEntry } from './append-step.ts'
import type { ClaimedRun } from './run.ts'

const JOURNAL: SharedRead<ClaimedRun> = {
  // A journal may have a megabyte.
  most: 16,
  statements: [
    {
      statement: statement(`
        select a.at::int as at, j.position, j.kind, j.name, j.value, j.attempts
        from unnest($2::uuid[], $3::int[]) with ordinality as a (run_id, generation, at)
        join journal j on j.org_id = $1 and j.run_id = a.run_id and j.generation = a.generation
        order by a.at, j.position`),
      columns: (runs) => [runs.map(({ id }) => id), runs.map(({ generation }) => generation)],
    },
  ],
}

/** The journal of the run's present generation, in order. */
export async function loadJournal(db: Database, run: ClaimedRun): Promise<JournalEntry[]> {
  const [journal] = await db.sharedRead(run.orgId, JOURNAL, run)
  return (journal?.rows ?? []).map((row) => toEntry(row as JournalRow))
}

const CONVERSATION = statement(`
  select a.at::int as at, c.contact_id as "contactId", c.last_in_seq as "lastInSeq", p.profile,
         (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
         (select array_agg(case s.kind when 'voice' then 'audio' else 'image' end) from ai_media s
          where s.org_id = $1 and s.mode = 'always') as worded,
         (select (extract(epoch from clock_timestamp() - r.quiet_from) * 1000)::float8 from run r
          where r.org_id = $1 and r.id = c.run_id) as "gatheredMs"
  from unnest($2::uuid[]) with ordinality as a (id, at)
  join conversation c on c.org_id = $1 and c.id = a.id
  join contact p on p.org_id = c.org_id and p.id = c.contact_id`)

// What the contact writes after a member cancelled is for the next run.
const INBOX = statement(`
  select a.at::int as at, m.id, m.seq, m.content, m.created_at as "cameAt", f.status as "fileStatus",
         w.status as "wordsStatus", w.words
  from unnest($2::uuid[], $3::int[], $4::boolean[]) with ordinality as a (id, read_seq, is_cancelled, at)
  cross join lateral (
    select id, seq, content, created_at from message
    where org_id = $1 and conversation_id = a.id and seq > a.read_seq and direction = 'in'
      and unsent_at is null
      and (not a.is_cancelled or seq <= (select max(after_seq) from conversation_event
        where org_id = $1 and conversation_id = a.id and type = 'run_cancelled'))
    order by seq limit 100
  ) m
  left join media f on f.org_id = $1 and f.message_id = m.id
  left join media_words w on w.org_id = $1 and w.media_id = f.id
  order by a.at, m.seq`)

const INPUT: SharedRead<ClaimedRun> = {
  most: 64,
  statements: [
    { statement: CONVERSATION, columns: (runs) => [conversationsOf(runs)] },
    { statement: ADDRESSES, columns: (runs) => [conversationsOf(runs)] },
    {
      statement: INBOX,
      columns: (runs) => [
        conversationsOf(runs),
        runs.map(({ readSeq }) => readSeq),
        runs.map(({ wake }) => wake === 'cancel'),
      ],
    },
  ],
}

function conversationsOf(runs: readonly ClaimedRun[]): Id[] {
  return runs.map(({ conversationId }) => conversationId)
}

export type TurnInput = {
  contactId: Id
  profile: Profile
  recipient: Address[]
  inbox: InboxMessage[]
  lastSeq: number
  now: number
  /** What a file of an unread message says is being found out, and it is not too late to wait for that. */
  awaitsWords: boolean
}

/** So long after a message its words are waited for, and no longer while messages are gathered. */
const WORDS_MS = 9_000

type Conversation = {
  contactId: Id
  lastInSeq: number
  profile: Buffer
  now: number
  worded: string[] | null
  gatheredMs: number | null
}
type Unread = Omit<FileState, 'content'> & {
  id: Id
  seq: number
  content: Buffer
  cameAt: Date
  words: Buffer | null
}

/** What the run has not read yet, and who writes. */
export async function loadTurnInput(db: Database, run: ClaimedRun): Promise<TurnInput> {
  const [conversation, addresses, messages] = await db.sharedRead(run.orgId, INPUT, run)
  const row = conversation?.rows[0] as Conversation
  const rows = (messages?.rows ?? []) as Unread[]
  const unread = rows.map((one) => ({ ...one, content: decode<Content>(one.content) }))
  return {
    contactId: row.contactId,
    profile: decode<Profile>(row.profile),
    recipient: toAddresses(addresses as Rows),
    inbox: unread.map(({ id, seq, content, cameAt, words }) => ({
      ...{ id, seq, content, at: cameAt.getTime() },
      ...(words && { words: decode<string>(words) }),
    })),
    lastSeq: Math.max(row.lastInSeq, rows.at(-1)?.seq ?? 0),
    now: row.now,
    awaitsWords:
      (row.gatheredMs ?? 0) < WORDS_MS &&
      unread.some(
        (one) => row.now - one.cameAt.getTime() < WORDS_MS && areWordsAwaited(one, row.worded ?? []),
      ),
  }
}
