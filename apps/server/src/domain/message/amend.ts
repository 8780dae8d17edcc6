import type { Content, ContentOf, Id } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { forgetWords } from '../ai-answer/forget-words.ts'
import { lockConversation } from '../conversation/lock.ts'
import { forgetMediaOf } from '../media/forget.ts'
import { forgetTranslations } from '../translation/translation.ts'

const TARGET = statement(`
  select id, content from message
  where org_id = $1 and inbox_id = $2 and conversation_id = $3 and external_id = any($4) and direction = $5
    and unsent_at is null
  order by seq`)
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
  /** The messages that are meant; the target of the content itself when there are no more. */
  targets?: readonly string[]
}

/**
 * Applies what its writer did to an earlier message: new text, or withdrawn. A withdrawn message loses its
 * content here too, and its file, and what AI made of it; its place stays. A target that is not known changes
 * nothing, and what is withdrawn stays so. A message of the platform that became several here, one a file, is
 * withdrawn with all of them.
 *
 * @returns the conversation's new version, or null.
 */
export async function amendMessage(
  db: Database,
  { orgId, inboxId, conversationId, direction, content, targets = [content.targetExternalId] }: Amend,
): Promise<number | null> {
  return db.withOrg(orgId, async (tx) => {
    const lock = lockConversation(orgId, conversationId)
    await tx.query(lock.statement, lock.values)
    const { rows } = await tx.query<Target>(TARGET, [orgId, inboxId, conversationId, targets, direction])
    let version: number | null = null
    for (const target of rows) version = await amendOne(tx, { conversationId, content, target })
    return version
  })
}

type Target = { id: Id; content: Buffer }

async function amendOne(
  tx: OrgTx,
  { conversationId, content, target }: Pick<Amend, 'conversationId' | 'content'> & { target: Target },
): Promise<number | null> {
  const next = encode(amended(decode<Content>(target.content), content))
  const values = [tx.orgId, conversationId, target.id, next, content.type]
  const { rows } = await tx.query<{ version: number }>(AMEND, values)
  await forgetTranslations(tx, target.id)
  if (content.type === 'unsend') {
    await forgetMediaOf(tx, target.id)
    await forgetWords(tx, { conversationId, messageId: target.id })
  }
  return rows[0]?.version ?? null
}

/** A changed caption leaves the file where it is, and a comment stays one. */
function amended(before: Content, change: Amend['content']): Content {
  if (change.type === 'unsend') return { type: 'unsupported', kind: 'unsent' }
  if (before.type === 'comment') return { ...before, text: change.text }
  return before.type === 'media' ? { ...before, caption: change.text } : { type: 'text', text: change.text }
}
