import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ReadMessage, readMessages } from './messages.ts'

// As it was when that was answered: what was not known since people had the conversation, and its language.
const GET = statement(`
  select a.inbox_id as "inboxId", a.conversation_id as "conversationId", a.read_seq as "readSeq",
    coalesce((select b.language from ai_answer b where b.org_id = $1
      and b.conversation_id = a.conversation_id and b.created_at < a.created_at
      order by b.created_at desc limit 1), a.language) as language,
    (select count(*)::int from ai_answer b
      where b.org_id = $1 and b.conversation_id = a.conversation_id and b.action = 'suggest'
      and b.created_at < a.created_at
      and b.created_at > greatest('-infinity',
        (select max(created_at) from message where org_id = $1 and conversation_id = a.conversation_id
          and author = 'agent' and created_at < a.created_at),
        (select max(created_at) from conversation_event where org_id = $1
          and conversation_id = a.conversation_id and created_at < a.created_at
          and type in ('handed_back', 'closed', 'reopened')))) as "leftOpen"
  from ai_answer a where a.org_id = $1 and a.id = $2`)

/** What AI answered once, as it stood then. */
export type PastTalk = {
  inboxId: Id
  language: string
  /** How often nothing was known for the contact before. */
  leftOpen: number
  /** Up to what was answered, the oldest first. */
  messages: readonly ReadMessage[]
}
type Row = Omit<PastTalk, 'messages'> & { conversationId: Id; readSeq: number }

/** Null: there is no such answer. */
export async function loadPastTalk(tx: OrgTx, answerId: Id): Promise<PastTalk | null> {
  const { rows } = await tx.query<Row>(GET, [tx.orgId, answerId])
  if (!rows[0]) return null
  const { conversationId, readSeq, ...row } = rows[0]
  return { ...row, messages: await readMessages(tx, conversationId, readSeq) }
}
