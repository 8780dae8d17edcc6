import type { Id, TimelineItem } from '@hilo/protocol'

/** The emoji that members have on each message, by its id: the last one that was not refused. */
export function ownReactions(items: readonly TimelineItem[]): ReadonlyMap<Id, string> {
  const found = new Map<Id, string>()
  for (const item of items) {
    if (item.type !== 'message' || item.direction !== 'out' || item.content.type !== 'reaction') continue
    const { content, replyTo, status } = item
    if (!replyTo?.id || status === 'failed' || status === 'cancelled') continue
    if (content.emoji === null) found.delete(replyTo.id)
    else found.set(replyTo.id, content.emoji)
  }
  return found
}
