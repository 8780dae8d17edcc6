import type { Id, TimelineItem } from '@hilo/protocol'

/**
 * What members wrote next after a message, up to where the contact goes on; null where nobody did. What they
 * wrote beside it, and what is not loaded, is not in it: a member reads it before it is published.
 */
export function answerTo({ messageId }: { messageId: Id }, items: readonly TimelineItem[]): string | null {
  const at = items.findIndex(({ id }) => id === messageId)
  const said: string[] = []
  for (const item of at < 0 ? [] : items.slice(at + 1)) {
    if (item.type !== 'message') continue
    if (item.author === 'contact' && said.length > 0) break
    if (item.author === 'agent' && item.content.type === 'text') said.push(item.content.text.trim())
  }
  return said.length > 0 ? said.join('\n\n') : null
}
