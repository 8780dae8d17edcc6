import type { Content, Id } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockConversation } from '../conversation/lock.ts'

const FIND = statement(`
  select id, conversation_id as "conversationId", content from message
  where org_id = $1 and inbox_id = $2 and external_id = $3 and unsent_at is null`)
// Its words are as they were, so it is told as what changes beside them.
const MARK = statement(`
  with conv as (
    update conversation c set version = c.version + 1 where c.org_id = $1 and c.id = $2 returning version
  )
  update message m set content = $4, media_version = conv.version from conv
  where m.org_id = $1 and m.id = $3 returning conv.version`)

type Found = { id: Id; conversationId: Id; content: Buffer }

/**
 * Notes that the platform hides a comment now, or shows it.
 *
 * @returns the conversation and its new version; null when that is known, or the comment is not.
 */
export async function markHidden(
  db: Database,
  { orgId, inboxId }: { orgId: Id; inboxId: Id },
  { externalId, isHidden }: { externalId: string; isHidden: boolean },
): Promise<{ conversationId: Id; version: number } | null> {
  return db.withOrg(orgId, async (tx) => {
    const values = [orgId, inboxId, externalId]
    const { rows: found } = await tx.query<Found>(FIND, values)
    if (!found[0]) return null
    const { conversationId } = found[0]
    const lock = lockConversation(orgId, conversationId)
    await tx.query(lock.statement, lock.values)
    const { rows: locked } = await tx.query<Found>(FIND, values)
    const content = locked[0] && decode<Content>(locked[0].content)
    if (content?.type !== 'comment' || (content.isHidden ?? false) === isHidden) return null
    const next = encode({ ...content, isHidden })
    const { rows } = await tx.query<{ version: number }>(MARK, [orgId, conversationId, found[0].id, next])
    return rows[0] ? { conversationId, version: rows[0].version } : null
  })
}
