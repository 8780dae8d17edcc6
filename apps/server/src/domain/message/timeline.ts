import {
  AppError,
  type Content,
  type EventItem,
  fileOf,
  type Id,
  isId,
  type MessageItem,
  type MessageStatus,
  type NoteItem,
  previewOf,
  type TimelineItem,
} from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { shownAnswers } from '../ai-answer/shown.ts'
import type { DeliveryFailure } from '../delivery/delivery.ts'
import { statesOf } from '../media/states.ts'
import { reasonOf } from '../reason/reasons.ts'

/**
 * The timeline of a conversation as members see it: messages with the state of their deliveries, notes and
 * events, in one order. A page is cut by message sequence; catching up is cut by version.
 */

const MESSAGE_COLUMNS = `
  m.id, m.seq, m.direction, m.author, m.content, m.origin, m.client_id as "clientId", m.run_id as "runId",
  m.external_id as "externalId", m.created_at as "createdAt", m.edited_at as "editedAt",
    m.unsent_at as "unsentAt",
  m.reply_to_external_id as "replyToExternalId", r.id as "replyToId", r.content as "replyToContent",
  w.name as "authorName", greatest(m.version, d.version, m.read_version, m.media_version) as version,
  d.statuses, d.failure,
  d.unconfirmed, c.contact_read_seq as "contactReadSeq"`
const MESSAGE_FROM = `
  from message m
  join conversation c on c.org_id = m.org_id and c.id = m.conversation_id
  left join member w on w.org_id = m.org_id and w.id = m.member_id
  left join message r on m.reply_to_external_id is not null and r.org_id = m.org_id and r.id = coalesce(
    m.reply_to_id,
    (select id from message x where x.org_id = m.org_id and x.inbox_id = m.inbox_id
      and x.external_id = m.reply_to_external_id),
    (select message_id from delivery x where x.org_id = m.org_id and x.inbox_id = m.inbox_id
      and x.external_id = m.reply_to_external_id limit 1))
  left join lateral (
    select string_agg(status, ' ') as statuses, max(version) as version, max(failure) as failure,
           max(unconfirmed) as unconfirmed
    from delivery where org_id = m.org_id and message_id = m.id) d on m.direction = 'out'`

const PAGE = statement(`
  select ${MESSAGE_COLUMNS} ${MESSAGE_FROM}
  where m.org_id = $1 and m.conversation_id = $2 and ($3::int is null or m.seq < $3)
  order by m.seq desc limit $4`)
const CHANGED = statement(`
  select ${MESSAGE_COLUMNS} ${MESSAGE_FROM}
  where m.org_id = $1 and m.conversation_id = $2 and m.id in (
    select id from message where org_id = $1 and conversation_id = $2 and seq > (
      select coalesce((select seq from message where org_id = $1 and conversation_id = $2 and version <= $3
        and seq >= 0 and edited_at is null and unsent_at is null order by seq desc limit 1), 0))
    union select id from message where org_id = $1 and conversation_id = $2 and version > $3
      and (edited_at is not null or unsent_at is not null)
    union select id from message where org_id = $1 and conversation_id = $2 and seq < 0 and version > $3
    union select id from message where org_id = $1 and conversation_id = $2 and read_version > $3
    union select id from message where org_id = $1 and conversation_id = $2 and media_version > $3
    union select message_id from delivery where org_id = $1 and conversation_id = $2 and version > $3)
  order by version, m.seq limit $4`)
const CHANGES_MAX = 500
const ONE = statement(`select ${MESSAGE_COLUMNS} ${MESSAGE_FROM} where m.org_id = $1 and m.id = $2`)

const NOTES = statement(`
  select n.id, n.after_seq as seq, n.version, n.created_at as "createdAt", n.client_id as "clientId",
    n.content, coalesce(m.name, b.name) as "authorName",
    case when n.member_id is null then 'backend' else 'agent' end as author
  from note n
  left join member m on m.org_id = n.org_id and m.id = n.member_id
  left join run r on r.org_id = n.org_id and r.id = n.run_id
  left join backend b on b.org_id = r.org_id and b.id = r.backend_id
  where n.org_id = $1 and n.conversation_id = $2 and n.after_seq between $3 and $4 and n.version > $5`)
const EVENTS = statement(`
  select e.id, e.after_seq as seq, e.version, e.created_at as "createdAt", e.type as event, e.actor, e.data,
         m.name as "actorName", k.name as "apiKeyName"
  from conversation_event e left join member m on m.org_id = e.org_id and m.id = e.member_id
  left join api_key k on k.org_id = e.org_id and k.id = e.api_key_id
  where e.org_id = $1 and e.conversation_id = $2 and e.after_seq between $3 and $4 and e.version > $5`)
const VERSION = statement('select version from conversation where org_id = $1 and id = $2')

export type TimelinePage = { version: number; items: TimelineItem[]; hasMore: boolean }

/** The page of items before `beforeSeq`, or the last one. @throws AppError `not_found` */
export async function readPage(
  tx: OrgTx,
  conversationId: Id,
  { beforeSeq, limit }: { beforeSeq: number | null; limit: number },
): Promise<TimelinePage> {
  const version = await versionOf(tx, conversationId)
  const { rows } = await tx.query<MessageRow>(PAGE, [tx.orgId, conversationId, beforeSeq, limit + 1])
  const page = rows.slice(0, limit).reverse()
  const hasMore = rows.length > limit
  const from = hasMore ? (page[0]?.seq ?? 0) : 0
  const to = beforeSeq === null ? 2_147_483_647 : beforeSeq - 1
  const asides = await readAsides(tx, conversationId, { from, to, afterVersion: -1 })
  return { version, items: inOrder([...(await toMessages(tx, page)), ...asides]), hasMore }
}

/**
 * Items that changed after a version. `version` is what they bring the reader up to; when there is more, the
 * reader asks again with it. @throws AppError `not_found`
 */
export async function readChanges(
  tx: OrgTx,
  conversationId: Id,
  afterVersion: number,
): Promise<TimelinePage> {
  const current = await versionOf(tx, conversationId)
  const values = [tx.orgId, conversationId, afterVersion, CHANGES_MAX + 1]
  const { rows } = await tx.query<MessageRow>(CHANGED, values)
  // Cut between two versions: what became visible together is read together.
  const cut = rows[CHANGES_MAX]?.version
  const messages = cut === undefined ? rows : rows.filter((row) => row.version < cut)
  const version = cut === undefined ? current : cut - 1
  const asides = await readAsides(tx, conversationId, { from: 0, to: 2_147_483_647, afterVersion })
  const shown = cut === undefined ? asides : asides.filter((aside) => aside.version < cut)
  return {
    version,
    items: inOrder([...(await toMessages(tx, messages)), ...shown]),
    hasMore: cut !== undefined,
  }
}

/** @throws AppError `not_found` */
export async function getMessage(tx: OrgTx, id: Id): Promise<MessageItem> {
  const { rows } = await tx.query<MessageRow>(ONE, [tx.orgId, id])
  const [message] = await toMessages(tx, rows)
  if (!message) throw new AppError('not_found', 'There is no such message.')
  return message
}

async function versionOf(tx: OrgTx, conversationId: Id): Promise<number> {
  const { rows } = await tx.query<{ version: number }>(VERSION, [tx.orgId, conversationId])
  const [row] = rows
  if (!row) throw new AppError('not_found', 'There is no such conversation.')
  return row.version
}

type Range = { from: number; to: number; afterVersion: number }
type NoteRow = Omit<NoteItem, 'type' | 'text' | 'createdAt'> & { content: Buffer; createdAt: Date }
type EventRow = Omit<EventItem, 'type' | 'data' | 'createdAt'> & { data: Buffer; createdAt: Date }

async function readAsides(tx: OrgTx, conversationId: Id, range: Range): Promise<(NoteItem | EventItem)[]> {
  const values = [tx.orgId, conversationId, range.from, range.to, range.afterVersion]
  const [notes, events] = await Promise.all([
    tx.query<NoteRow>(NOTES, values),
    tx.query<EventRow>(EVENTS, values),
  ])
  return [
    ...notes.rows.map(({ content, createdAt, ...row }) => ({
      ...row,
      type: 'note' as const,
      text: decode<string>(content),
      createdAt: createdAt.toISOString(),
    })),
    ...events.rows.map(({ data, createdAt, ...row }) => ({
      ...row,
      type: 'event' as const,
      data: decode<Record<string, unknown>>(data),
      createdAt: createdAt.toISOString(),
    })),
  ]
}

const KIND_ORDER = { message: 0, note: 1, event: 1 }

function inOrder(items: TimelineItem[]): TimelineItem[] {
  return items.sort(
    (a, b) => a.seq - b.seq || KIND_ORDER[a.type] - KIND_ORDER[b.type] || (a.id < b.id ? -1 : 1),
  )
}

type MessageRow = {
  id: Id
  seq: number
  version: number
  direction: 'in' | 'out'
  author: MessageItem['author']
  authorName: string | null
  content: Buffer
  origin: Buffer | null
  clientId: string | null
  runId: Id | null
  createdAt: Date
  editedAt: Date | null
  unsentAt: Date | null
  replyToExternalId: string | null
  replyToId: Id | null
  replyToContent: Buffer | null
  statuses: string | null
  failure: Buffer | null
  unconfirmed: number | null
  contactReadSeq: number
}

async function toMessages(tx: OrgTx, rows: readonly MessageRow[]): Promise<MessageItem[]> {
  const messages = rows.map((row) => toMessage(row))
  const ids = messages.flatMap(({ content }) => mediaIdOf(content) ?? [])
  const states = await statesOf(tx, ids)
  // A micro-backend says what AI found for it, too.
  const byAi = messages.filter(({ author }) => author === 'ai' || author === 'backend')
  const answers = await shownAnswers(
    tx,
    byAi.map(({ id }) => id),
  )
  return messages.map((message) => ({
    ...message,
    answer: answers.get(message.id) ?? null,
    media: states.get(mediaIdOf(message.content) ?? '') ?? null,
  }))
}

function mediaIdOf(content: Content): Id | null {
  const mediaId = fileOf(content)?.mediaId
  return isId(mediaId) ? mediaId : null
}

function toMessage(row: MessageRow): MessageItem {
  const { id, seq, version, direction, author, authorName, clientId, runId } = row
  return {
    ...{ type: 'message', id, seq, version, direction, author, authorName, clientId, runId },
    content: decode<Content>(row.content),
    media: null,
    answer: null,
    origin: decodeOrNull(row.origin),
    replyTo: row.replyToExternalId
      ? {
          id: row.replyToId,
          text: row.replyToContent ? previewOf(decode<Content>(row.replyToContent)) : null,
        }
      : null,
    status: statusOf(row),
    statusReason: whyOf(row),
    statusReasonEs: null,
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    unsentAt: row.unsentAt?.toISOString() ?? null,
  }
}

const PROGRESS = [
  'failed',
  'cancelled',
  'unknown',
  'pending',
  'sending',
  'accepted',
  'sent',
  'delivered',
  'read',
]
const SHOWN: Record<string, MessageStatus> = { unknown: 'unconfirmed', pending: 'queued' }

/** A message is as far as the part that is behind the others. */
function statusOf(row: MessageRow): MessageStatus | null {
  if (row.direction === 'in') return null
  if (!row.statuses) return row.seq <= row.contactReadSeq ? 'read' : 'sent'
  const parts = row.statuses.split(' ')
  const least = PROGRESS.find((status) => parts.includes(status)) ?? 'pending'
  return SHOWN[least] ?? (least as MessageStatus)
}

function whyOf(row: MessageRow): string | null {
  const status = statusOf(row)
  if (status === 'failed' || status === 'queued' || status === 'cancelled')
    return row.failure ? decode<DeliveryFailure>(row.failure).reason : null
  if (status === 'unconfirmed') return reasonOf('unconfirmed')
  return row.unconfirmed ? reasonOf('repeated') : null
}
