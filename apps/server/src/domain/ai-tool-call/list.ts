import { openRedactor } from '@hilo/ai'
import {
  type AiToolCall,
  AppError,
  type ChannelType,
  type Id,
  type ListedToolCall,
  type ToolCallStatus,
} from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Profile } from '../contact/contact.ts'
import { CALL_COLUMNS, CALL_FROM, type CallRow, toCall } from './ai-tool-call.ts'

const LIST = statement(`
  select ${CALL_COLUMNS} from ${CALL_FROM}
  where t.org_id = $1 and t.conversation_id = $2 order by t.id desc limit 100`)
// The status is that of the list: one that waits for too long is over before its row says so.
const LIST_ALL = statement(`
  select * from (
    select ${CALL_COLUMNS}, i.name as inbox, i.channel, p.id as "contactId", p.profile
    from ${CALL_FROM}
    join inbox i on i.org_id = t.org_id and i.id = t.inbox_id
    join conversation c on c.org_id = t.org_id and c.id = t.conversation_id
    join contact p on p.org_id = c.org_id and p.id = c.contact_id
    where t.org_id = $1 and ($2::text is null or t.name = $2) and ($3::uuid is null or t.id < $3)
      and ($6::uuid is null or t.conversation_id = $6)
  ) t
  where $4::text is null or t.status = $4
  order by t.id desc limit $5`)
const EXISTS = statement('select 1 from conversation where org_id = $1 and id = $2')

/** The last hundred calls of a conversation, the newest first. @throws AppError `not_found` */
export async function listToolCalls(tx: OrgTx, conversationId: Id): Promise<AiToolCall[]> {
  const { rowCount } = await tx.query(EXISTS, [tx.orgId, conversationId])
  if (!rowCount) throw new AppError('not_found', 'There is no such conversation.')
  const { rows } = await tx.query<CallRow>(LIST, [tx.orgId, conversationId])
  return rows.map(toCall)
}

type Listed = { inbox: string; channel: ChannelType; contactId: Id; profile: Buffer }

type Asked = {
  tool?: string | undefined
  status?: ToolCallStatus | undefined
  conversation?: Id | undefined
  cursor?: Id | undefined
  limit: number
}

/**
 * A page of the calls of all conversations, the newest first. What identifies people elsewhere, such as the
 * number of a card, is left out: who needs it reads it in the conversation.
 */
export async function listAllToolCalls(
  tx: OrgTx,
  { tool, status, conversation, cursor, limit }: Asked,
): Promise<{ calls: ListedToolCall[]; next: Id | null }> {
  const { rows } = await tx.query<CallRow & Listed>(LIST_ALL, [
    ...[tx.orgId, tool ?? null, cursor ?? null, status ?? null, limit + 1, conversation ?? null],
  ])
  const calls = rows.slice(0, limit).map((row) => {
    const { redact } = openRedactor()
    const call = toCall(row)
    return {
      ...call,
      input: call.input.map(({ label, value }) => ({ label, value: redact(value) })),
      result: call.result === null ? null : redact(call.result),
      contact: { id: row.contactId, name: decode<Profile>(row.profile).name ?? null },
      inbox: { name: row.inbox, channel: row.channel },
    }
  })
  return { calls, next: rows.length > limit ? (calls.at(-1)?.id ?? null) : null }
}
