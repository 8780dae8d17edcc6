import type { Conversation, Holder, Id } from '@hilo/protocol'
import { readCursor, writeCursor } from '../../db/cursor.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import {
  CONVERSATION_COLUMNS,
  CONVERSATION_FROM,
  type ConversationRow,
  toConversation,
} from './conversation.ts'

export type Filter = {
  status: 'open' | 'closed' | 'all'
  holder?: Holder | undefined
  inboxId?: Id | undefined
  assigneeId?: Id | 'none' | undefined
  contactIds?: readonly Id[] | undefined
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
  const { text, values } = listQuery(tx.orgId, filter)
  const { rows } = await tx.query<ConversationRow>(statement(text), values)
  const page = rows.slice(0, filter.limit).map(toConversation)
  const last = page.at(-1)
  return {
    conversations: page,
    next: rows.length > filter.limit && last ? writeCursor({ at: last.lastMessageAt, id: last.id }) : null,
  }
}

/** Only what is asked for is in it: a condition that is switched off would hide an index from the planner. */
function listQuery(orgId: Id, filter: Filter): { text: string; values: unknown[] } {
  const values: unknown[] = [orgId]
  const put = (value: unknown, type: string) => `$${values.push(value)}::${type}`
  const { status, holder, inboxId, assigneeId, contactIds, limit } = filter
  const after = filter.cursor ? readCursor(filter.cursor) : null
  const conditions = [
    'c.org_id = $1',
    ...(holder ? [`c.holder = ${put(holder, 'text')}`] : []),
    ...(inboxId ? [`c.inbox_id = ${put(inboxId, 'uuid')}`] : []),
    ...(assigneeId === 'none' ? ['c.assignee_id is null'] : []),
    ...(assigneeId && assigneeId !== 'none' ? [`c.assignee_id = ${put(assigneeId, 'uuid')}`] : []),
    ...(contactIds ? [`c.contact_id = any(${put(contactIds, 'uuid[]')})`] : []),
    ...(after
      ? [`(c.last_message_at, c.id) < (${put(after.at, 'timestamptz')}, ${put(after.id, 'uuid')})`]
      : []),
  ]
  const order = `order by c.last_message_at desc, c.id desc limit ${put(limit + 1, 'int')}`
  const statuses = status === 'all' ? ['open', 'closed'] : [status]
  // Of one status each: the indices by contact are. Joins are for the rows of the page alone.
  const ofStatus = (one: string) =>
    `(select c.id from conversation c where ${[...conditions, `c.status = '${one}'`].join(' and ')} ${order})`
  // An array is known before the joins are planned, as a subquery is not.
  const text = `
    select ${CONVERSATION_COLUMNS} ${CONVERSATION_FROM}
    where c.org_id = $1 and c.id = any(array(${statuses.map(ofStatus).join(' union all ')})) ${order}`
  return { text, values }
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
