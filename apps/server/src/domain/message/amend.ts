import type { Content, ContentOf, Id } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockConversation } from '../conversation/lock.ts'
import { forgetMediaOf } from '../media/forget.ts'

const TARGET = statement(`
  select id, content from message
  where org_id = $1 and inbox_id = $2 and conversation_id = $3 and external_id = $4 and direction = $5`)
const AMEND = statement(`
  with conv as (
    update conversation c set version = c.version + 1, changed_at = now()
    where c.org_id = $1 and c.id = $2 returning version
  )
  update message m set content = $4, version = conv.version,
    edited_at = case when $5 = 'edit' then now() else m.edited_at end,
    unsent_at = case when $5 = 'unsend' then now() else m.unsent_at end
  from conv where m.org_id = $1 and m.id = $3
  returning m.version`)

type Amend = {
  orgId: Id
  inboxId: Id
  conversationId: Id
  /** Whose message it is: nobody changes what the other one wrote. */
  direction: 'in' | 'out'
  content: ContentOf<'edit'> | ContentOf<'unsend'>
}

/**
 * Applies what its writer did to an earlier message: new text, or withdrawn. A withdrawn message loses its
 * content here too, and its file; its place stays. A target that is not known changes nothing.
 *
 * @returns the conversation's new version, or null.
 */
export async function amendMessage(
  db: Database,
  { orgId, inboxId, conversationId, direction, content }: Amend,
): Promise<number | null> {
  return db.withOrg(orgId, async (tx) => {
    const lock = lockConversation(orgId, conversationId)
    await tx.query(lock.statement, lock.values)
    const { rows } = await tx.query<{ id: Id; content: Buffer }>(TARGET, [
      ...[orgId, inboxId, conversationId, content.targetExternalId, direction],
    ])
    const [target] = rows
    if (!target) return null
    const next = encode(amended(decode<Content>(target.content), content))
    const changed = await tx.query<{ version: number }>(AMEND, [
      ...[orgId, conversationId, target.id, next, content.type],
    ])
    if (content.type === 'unsend') await forgetMediaOf(tx, target.id)
    return changed.rows[0]?.version ?? null
  })
}

/** A changed caption leaves the file where it is. */
function amended(before: Content, change: Amend['content']): Content {
  if (change.type === 'unsend') return { type: 'unsupported', kind: 'unsent' }
  return before.type === 'media' ? { ...before, caption: change.text } : { type: 'text', text: change.text }
}
