import type { ContentOf, Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockConversation } from '../conversation/lock.ts'

const AMEND = statement(`
  with target as (
    select id from message
    where org_id = $1 and inbox_id = $2 and conversation_id = $3 and external_id = $4 and direction = 'in'
  ), conv as (
    update conversation c set version = c.version + 1, changed_at = now()
    where c.org_id = $1 and c.id = $3 and exists (select from target) returning version
  )
  update message m set content = $5, version = conv.version,
    edited_at = case when $6 = 'edit' then now() else m.edited_at end,
    unsent_at = case when $6 = 'unsend' then now() else m.unsent_at end
  from conv, target where m.org_id = $1 and m.id = target.id
  returning m.version`)

type Amend = { orgId: Id; inboxId: Id; conversationId: Id; content: ContentOf<'edit'> | ContentOf<'unsend'> }

/**
 * Applies what the contact did to an earlier message: new text, or withdrawn. A withdrawn message loses its
 * content here too; its place stays. A target that is not known changes nothing.
 *
 * @returns the conversation's new version, or null.
 */
export async function amendMessage(
  db: Database,
  { orgId, inboxId, conversationId, content }: Amend,
): Promise<number | null> {
  const next =
    content.type === 'edit' ? { type: 'text', text: content.text } : { type: 'unsupported', kind: 'unsent' }
  const [, result] = await db.flight(orgId, [
    lockConversation(orgId, conversationId),
    {
      statement: AMEND,
      values: [orgId, inboxId, conversationId, content.targetExternalId, encode(next), content.type],
    },
  ])
  return (result?.rows[0]?.version as number | undefined) ?? null
}
