import { AppError, type Conversation, type Holder, type Id, isId } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import {
  CONVERSATION_COLUMNS,
  CONVERSATION_FROM,
  type ConversationRow,
  toConversation,
} from './conversation.ts'

const LIST = statement(`
  select ${CONVERSATION_COLUMNS} ${CONVERSATION_FROM}
  where c.org_id = $1
    and ($2::text is null or c.status = $2)
    and ($3::text is null or c.holder = $3)
    and ($4::uuid is null or c.inbox_id = $4)
    and ($5::uuid is null or c.assignee_id = $5)
    and ($6::timestamptz is null or (c.last_message_at, c.id) < ($6, $7))
  order by c.last_message_at desc, c.id desc limit $8`)

export type Filter = {
  status: 'open' | 'closed' | 'all'
  holder?: Holder | undefined
  inboxId?: Id | undefined
  assigneeId?: Id | undefined
  cursor?: string | undefined
  limit: number
}

/**
 * A page of conversations, the last spoken in first. @throws AppError `invalid_request` for a foreign cursor
 */
export async function listConversations(
  tx: OrgTx,
  filter: Filter,
): Promise<{ conversations: Conversation[]; next: string | null }> {
  const after = filter.cursor ? readCursor(filter.cursor) : null
  const { rows } = await tx.query<ConversationRow>(LIST, [
    tx.orgId,
    filter.status === 'all' ? null : filter.status,
    filter.holder ?? null,
    filter.inboxId ?? null,
    filter.assigneeId ?? null,
    after?.at ?? null,
    after?.id ?? null,
    filter.limit + 1,
  ])
  const page = rows.slice(0, filter.limit).map(toConversation)
  const last = page.at(-1)
  return { conversations: page, next: rows.length > filter.limit && last ? writeCursor(last) : null }
}

function writeCursor({ lastMessageAt, id }: Conversation): string {
  return Buffer.from(`${lastMessageAt} ${id}`).toString('base64url')
}

/** As `toISOString` writes it, in a year that the database knows. */
const TIME = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

function readCursor(cursor: string): { at: string; id: string } {
  const [at = '', id] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  if (!TIME.test(at) || Number.isNaN(Date.parse(at)) || !isId(id))
    throw new AppError('invalid_request', 'This cursor is not from this list. Start again without it.')
  return { at, id }
}

const CHANGES_MAX = 200
const CHANGED = statement(`
  select ${CONVERSATION_COLUMNS} ${CONVERSATION_FROM}
  where c.org_id = $1 and c.changed_at > $2::timestamptz order by c.changed_at limit ${CHANGES_MAX + 1}`)

/**
 * What changed since a time, oldest change first. Ask again with 30 s of overlap and merge by id and version.
 */
export async function listChanges(
  tx: OrgTx,
  since: string,
): Promise<{ conversations: Conversation[]; truncated: boolean; now: string }> {
  const now = new Date().toISOString()
  const { rows } = await tx.query<ConversationRow>(CHANGED, [tx.orgId, new Date(since)])
  return {
    conversations: rows.slice(0, CHANGES_MAX).map(toConversation),
    truncated: rows.length > CHANGES_MAX,
    now,
  }
}
