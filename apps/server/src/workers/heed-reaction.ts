import { rateByReaction } from '../domain/ai-answer/rate-by-reaction.ts'
import type { Inbox } from '../domain/inbox/inbox.ts'
import type { Inbound } from '../domain/message/inbound.ts'
import type { WorkerContext } from './context.ts'

/** Keeps what a stored reaction says of an answer of AI; other content says nothing of one. */
export async function heedReaction(
  { db, bus }: WorkerContext,
  { orgId, id: inboxId }: Inbox,
  { content }: Inbound,
): Promise<void> {
  if (content.type !== 'reaction') return
  const { targetExternalId } = content
  const rated = await db.withOrg(orgId, (tx) => rateByReaction(tx, { inboxId, targetExternalId }))
  if (rated) bus.publish({ type: 'conversation', orgId, ...rated })
}
