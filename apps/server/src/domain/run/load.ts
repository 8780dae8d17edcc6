import type { Address, Content, Id, InboxMessage, JournalEntry } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { type Rows, statement } from '../../db/statement.ts'
import { readAddresses, toAddresses } from '../contact/addresses.ts'
import type { Profile } from '../contact/contact.ts'
import { type JournalRow, toEntry } from './append-step.ts'
import type { ClaimedRun } from './run.ts'

const JOURNAL = statement(`
  select position, kind, name, value, attempts from journal
  where org_id = $1 and run_id = $2 and generation = $3 order by position`)

/** The journal of the run's present generation, in order. */
export async function loadJournal(db: Database, run: ClaimedRun): Promise<JournalEntry[]> {
  const [result] = await db.sharedFlight(run.orgId, {
    key: run.conversationId,
    steps: [{ statement: JOURNAL, values: [run.orgId, run.id, run.generation] }],
  })
  return (result?.rows ?? []).map((row) => toEntry(row as JournalRow))
}

const INBOX = statement(`
  select id, seq, content, created_at as at from message
  where org_id = $1 and conversation_id = $2 and seq > $3 and direction = 'in' and unsent_at is null
  order by seq limit 100`)

// What the contact writes after a member cancelled is for the next run.
const INBOX_OF_CANCELLED = statement(`
  select id, seq, content, created_at as at from message
  where org_id = $1 and conversation_id = $2 and seq > $3 and direction = 'in' and unsent_at is null
    and seq <= (select max(after_seq) from conversation_event
      where org_id = $1 and conversation_id = $2 and type = 'run_cancelled')
  order by seq limit 100`)

const CONVERSATION = statement(`
  select c.contact_id as "contactId", c.last_in_seq as "lastInSeq", c.seq, p.profile,
         (extract(epoch from clock_timestamp()) * 1000)::float8 as now
  from conversation c join contact p on p.org_id = c.org_id and p.id = c.contact_id
  where c.org_id = $1 and c.id = $2`)

export type TurnInput = {
  contactId: Id
  profile: Profile
  recipient: Address[]
  inbox: InboxMessage[]
  lastSeq: number
  now: number
}

/** What the run has not read yet, and who writes. */
export async function loadTurnInput(db: Database, run: ClaimedRun): Promise<TurnInput> {
  const { orgId, conversationId, readSeq, wake } = run
  const inbox = wake === 'cancel' ? INBOX_OF_CANCELLED : INBOX
  const [conversation, addresses, messages] = await db.sharedFlight(orgId, {
    key: conversationId,
    steps: [
      { statement: CONVERSATION, values: [orgId, conversationId] },
      readAddresses(orgId, conversationId),
      { statement: inbox, values: [orgId, conversationId, readSeq] },
    ],
  })
  const row = conversation?.rows[0] as { contactId: Id; lastInSeq: number; profile: Buffer; now: number }
  const rows = (messages?.rows ?? []) as { id: Id; seq: number; content: Buffer; at: Date }[]
  return {
    contactId: row.contactId,
    profile: decode<Profile>(row.profile),
    recipient: toAddresses(addresses as Rows),
    inbox: rows.map(({ id, seq, content, at }) => ({
      id,
      seq,
      content: decode<Content>(content),
      at: at.getTime(),
    })),
    lastSeq: Math.max(row.lastInSeq, rows.at(-1)?.seq ?? 0),
    now: row.now,
  }
}
