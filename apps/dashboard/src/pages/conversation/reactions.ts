import type { Id, MessageItem, TimelineItem } from '@hilo/protocol'

/** An emoji on a message: each side has one at most, as platforms have it. */
export type Reaction = {
  emoji: string
  /** Null: the contact. */
  by: { name: string | null } | null
  at: string
}

type Reacting = MessageItem & { content: { type: 'reaction'; emoji: string | null } }

/** The emoji that stand on each message, by its id: the last of each side that was not refused or taken back. */
export function reactionsOf(items: readonly TimelineItem[]): ReadonlyMap<Id, readonly Reaction[]> {
  const found = new Map<Id, Partial<Record<'in' | 'out', Reaction>>>()
  for (const item of items) {
    if (!isReaction(item) || !item.replyTo?.id || isRefused(item)) continue
    const { direction, content, authorName, createdAt: at } = item
    const sides = found.get(item.replyTo.id) ?? {}
    if (content.emoji === null) delete sides[direction]
    else sides[direction] = { emoji: content.emoji, by: direction === 'in' ? null : { name: authorName }, at }
    found.set(item.replyTo.id, sides)
  }
  return new Map([...found].map(([id, sides]) => [id, Object.values(sides)]))
}

/** Those that are seen on the message they belong to: what was refused has a bubble that says so. */
export function withoutReactions(items: readonly TimelineItem[]): TimelineItem[] {
  const known = new Set(items.map(({ id }) => id))
  return items.filter((item) => {
    const target = isReaction(item) && !isRefused(item) ? item.replyTo?.id : null
    return !target || !known.has(target)
  })
}

function isReaction(item: TimelineItem): item is Reacting {
  return item.type === 'message' && item.content.type === 'reaction'
}

function isRefused({ status }: MessageItem): boolean {
  return status === 'failed' || status === 'cancelled'
}
