import type { ContentOf, Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockConversation } from '../conversation/lock.ts'
import type { Inbox } from '../inbox/inbox.ts'
import { queueMessage } from './queue.ts'

const PARENT = statement(`
  select id, conversation_id as "conversationId" from message
  where org_id = $1 and inbox_id = $2 and external_id = $3 and direction = 'in'`)
const KNOWN = statement('select 1 from message where org_id = $1 and inbox_id = $2 and external_id = $3')

type PublicReply = {
  externalId: string
  /** The contact's comment that it stands under. */
  parentExternalId: string
  content: ContentOf<'comment'>
  sentAt: Date
}

/**
 * Takes in what people of the business answered in public elsewhere, in the conversation of who is answered.
 * It says nothing between the two, so it takes no turn.
 *
 * @returns `unknown` where the comment never came here; `known` when this did already.
 */
export async function receivePublicReply(
  db: Database,
  { orgId, id: inboxId }: Inbox,
  { externalId, parentExternalId, content, sentAt }: PublicReply,
): Promise<{ conversationId: Id; version: number } | 'known' | 'unknown'> {
  return db.withOrg(orgId, async (tx) => {
    const { rows } = await tx.query<{ id: Id; conversationId: Id }>(PARENT, [
      orgId,
      inboxId,
      parentExternalId,
    ])
    const [parent] = rows
    if (!parent) return 'unknown'
    const { conversationId } = parent
    const lock = lockConversation(orgId, conversationId)
    await tx.query(lock.statement, lock.values)
    const known = await tx.query(KNOWN, [orgId, inboxId, externalId])
    if (known.rows.length > 0) return 'known'
    const { version } = await queueMessage(tx, {
      ...{ conversationId, author: 'agent', memberId: null, content, clientId: null, parts: 0 },
      ...{ externalId, sentAt, replyTo: { id: parent.id, externalId: parentExternalId } },
    })
    return { conversationId, version }
  })
}
