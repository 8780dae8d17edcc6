import { type Id, type NoteItem, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockedConversation } from './conversation.ts'

const ADD = statement(`
  with fresh as (
    select 1 where not exists (select from note where org_id = $1 and conversation_id = $2 and client_id = $5)
  ), conv as (
    update conversation set version = version + 1, changed_at = now() from fresh
    where org_id = $1 and id = $2 returning seq, version
  )
  insert into note (org_id, id, conversation_id, after_seq, member_id, content, client_id, version)
  select $1, $3, $2, seq, $4, $6, $5, version from conv`)
const GET = statement(`
  select n.id, n.after_seq as seq, n.version, n.created_at as "createdAt", n.client_id as "clientId",
         m.name as "authorName"
  from note n left join member m on m.org_id = n.org_id and m.id = n.member_id
  where n.org_id = $1 and n.conversation_id = $2 and n.client_id = $3`)

type NewNote = { conversationId: Id; memberId: Id; clientId: string; text: string }
type Row = Omit<NoteItem, 'type' | 'author' | 'text' | 'createdAt'> & { createdAt: Date }

/**
 * Writes a note that only members see. A retried call with the same client id is one note. @throws AppError
 * `not_found`
 */
export async function addNote(
  tx: OrgTx,
  { conversationId, memberId, clientId, text }: NewNote,
): Promise<NoteItem> {
  await lockedConversation(tx, conversationId)
  await tx.query(ADD, [tx.orgId, conversationId, newId(), memberId, clientId, encode(text)])
  const { rows } = await tx.query<Row>(GET, [tx.orgId, conversationId, clientId])
  const row = rows[0] as Row
  return { ...row, type: 'note', author: 'agent', text, createdAt: row.createdAt.toISOString() }
}
