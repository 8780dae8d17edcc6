import type { Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Profile } from '../contact/contact.ts'

const SPOKEN = statement(`
  select p.profile, (select language from ai_answer where org_id = $1 and conversation_id = $2
    order by created_at desc limit 1) as language
  from conversation c join contact p on p.org_id = c.org_id and p.id = c.contact_id
  where c.org_id = $1 and c.id = $2`)

/** The language of AI's last answer in a conversation, else the contact's own; null: nobody knows. */
export async function spokenLanguage(tx: OrgTx, conversationId: Id): Promise<string | null> {
  const { rows } = await tx.query<{ profile: Buffer; language: string | null }>(SPOKEN, [
    ...[tx.orgId, conversationId],
  ])
  const [row] = rows
  return row ? (row.language ?? decode<Profile>(row.profile).locale ?? null) : null
}
