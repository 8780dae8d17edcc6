import { partIdsOf } from '@hilo/channels'
import type { Content, Id } from '@hilo/protocol'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { amendMessage } from '../../domain/message/amend.ts'
import type { WorkerContext } from '../context.ts'

type Change = { conversationId: Id; direction: 'in' | 'out'; content: Content }

/** Changes the earlier message that an edit or a withdrawal names; other content changes none. */
export async function amend(
  { db, bus }: WorkerContext,
  { orgId, id: inboxId }: Inbox,
  { content, ...change }: Change,
): Promise<void> {
  if (content.type !== 'edit' && content.type !== 'unsend') return
  const { targetExternalId } = content
  const targets = content.type === 'unsend' ? partIdsOf(targetExternalId) : [targetExternalId]
  const version = await amendMessage(db, { orgId, inboxId, ...change, content, targets })
  const { conversationId } = change
  if (version) bus.publish({ type: 'conversation', orgId, conversationId, version })
}
