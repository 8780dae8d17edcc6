import { type Address, AppError, type Conversation, type Id, type WindowOpening } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Profile } from '../contact/contact.ts'

/**
 * Columns of a conversation as clients see it; `from conversation c` and the joins of `CONVERSATION_FROM`.
 */
export const CONVERSATION_COLUMNS = `
  c.id, c.version, c.status, c.holder, c.assignee_id as "assigneeId", c.unread, c.preview,
  c.handoff_reason as "handoffReason", c.last_message_at as "lastMessageAt",
    c.waiting_since as "waitingSince",
  c.window_closes_at as "windowClosesAt", c.window_opened_by as "windowOpenedBy",
  c.window_opened_at as "windowOpenedAt", c.thread_owner as "threadOwner",
  c.thread_taken_from as "threadTakenFrom", c.changed_at as "changedAt",
  i.id as "inboxId", i.name as "inboxName", i.channel, p.id as "contactId", p.profile, a.kind, a.address,
  array(select t.name from conversation_tag ct join tag t on t.org_id = ct.org_id and t.id = ct.tag_id
    where ct.org_id = c.org_id and ct.conversation_id = c.id order by t.name) as tags`

export const CONVERSATION_FROM = `
  from conversation c
  join inbox i on i.org_id = c.org_id and i.id = c.inbox_id
  join contact p on p.org_id = c.org_id and p.id = c.contact_id
  left join lateral (
    select kind, address from identity where org_id = c.org_id and contact_id = c.contact_id
    order by kind = 'wa_id' desc, created_at limit 1) a on true`

export type ConversationRow = Omit<
  Conversation,
  | 'inbox'
  | 'contact'
  | 'preview'
  | 'handoffReason'
  | 'lastMessageAt'
  | 'waitingSince'
  | 'windowClosesAt'
  | 'windowOpenedAt'
  | 'changedAt'
> & {
  preview: Buffer | null
  handoffReason: Buffer | null
  lastMessageAt: Date
  waitingSince: Date | null
  windowClosesAt: Date | null
  windowOpenedAt: Date | null
  changedAt: Date
  inboxId: Id
  inboxName: string
  channel: Conversation['inbox']['channel']
  contactId: Id
  profile: Buffer
  kind: Address['kind'] | null
  address: Buffer | null
}

export function toConversation(row: ConversationRow): Conversation {
  const { id, version, status, holder, assigneeId, unread, tags } = row
  const { windowOpenedBy, threadOwner, threadTakenFrom } = row
  const profile = decode<Profile>(row.profile)
  return {
    ...{ id, version, status, holder, assigneeId, unread, tags },
    ...{ windowOpenedBy, threadOwner, threadTakenFrom },
    inbox: { id: row.inboxId, name: row.inboxName, channel: row.channel },
    contact: {
      id: row.contactId,
      name: profile.name ?? null,
      // A visitor's address is the secret of a browser: nobody but that browser may see it.
      address: row.address && row.kind !== 'visitor' ? decode<string>(row.address) : null,
      locale: profile.locale ?? null,
      attributes: profile.attributes ?? {},
    },
    preview: decodeOrNull(row.preview),
    handoffReason: decodeOrNull(row.handoffReason),
    lastMessageAt: row.lastMessageAt.toISOString(),
    waitingSince: row.waitingSince?.toISOString() ?? null,
    windowClosesAt: row.windowClosesAt?.toISOString() ?? null,
    windowOpenedAt: row.windowOpenedAt?.toISOString() ?? null,
    changedAt: row.changedAt.toISOString(),
  }
}

const GET = statement(`select ${CONVERSATION_COLUMNS} ${CONVERSATION_FROM} where c.org_id = $1 and c.id = $2`)

/** @throws AppError `not_found` */
export async function getConversation(tx: OrgTx, conversationId: Id): Promise<Conversation> {
  const { rows } = await tx.query<ConversationRow>(GET, [tx.orgId, conversationId])
  const [row] = rows
  if (!row) throw new AppError('not_found', 'There is no such conversation.')
  return toConversation(row)
}

// Seven days from what opened the window, which may last as long. Before that was stored, all lasted one.
const AGENT_CLOSES = `greatest(c.window_closes_at,
           coalesce(c.window_opened_at + interval '7 days', c.window_closes_at + interval '6 days'))`
const LOCKED = statement(`
  select c.id, c.inbox_id as "inboxId", c.contact_id as "contactId", c.status, c.holder, c.version, c.seq,
         c.turn_epoch as epoch, c.run_id as "runId", c.assignee_id as "assigneeId", c.read_seq as "readSeq",
         c.window_closes_at as "windowClosesAt", c.window_closes_at < now() as "windowClosed", i.channel,
         c.window_opened_by as "windowOpenedBy", ${AGENT_CLOSES} as "agentClosesAt",
         ${AGENT_CLOSES} < now() as "agentWindowClosed", i.settings, c.thread_owner as "threadOwner",
         c.thread_changed_at as "threadChangedAt", c.thread_epoch as "threadEpoch",
         i.ai_answers as "aiAnswers"
  from conversation c join inbox i on i.org_id = c.org_id and i.id = c.inbox_id
  where c.org_id = $1 and c.id = $2 for update of c`)

/** A conversation as a verb sees it, under the row lock that orders everything that changes it. */
export type LockedConversation = {
  id: Id
  inboxId: Id
  contactId: Id
  status: 'open' | 'closed'
  holder: Conversation['holder']
  version: number
  seq: number
  epoch: number
  runId: Id | null
  assigneeId: Id | null
  readSeq: number
  windowClosesAt: Date | null
  windowClosed: boolean | null
  windowOpenedBy: WindowOpening | null
  /** Until when a person may answer, and whether that is over. */
  agentClosesAt: Date | null
  agentWindowClosed: boolean | null
  settings: Buffer
  /** The other app that has the thread; since when; the epoch with which code fell silent because of it. */
  threadOwner: string | null
  threadChangedAt: Date | null
  threadEpoch: number | null
  /** Whether AI answers in the inbox. */
  aiAnswers: boolean
  channel: Conversation['inbox']['channel']
}

/** @throws AppError `not_found` */
export async function lockedConversation(tx: OrgTx, conversationId: Id): Promise<LockedConversation> {
  const { rows } = await tx.query<LockedConversation>(LOCKED, [tx.orgId, conversationId])
  const [row] = rows
  if (!row) throw new AppError('not_found', 'There is no such conversation.')
  return row
}
