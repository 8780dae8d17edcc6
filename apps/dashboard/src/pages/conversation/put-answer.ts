import type { Id, TimelineItem } from '@hilo/protocol'
import type { OpenPart } from '../answer/parts.ts'

type Put = Pick<OpenPart, 'messageId' | 'place'> & { text: string; afterSeq: number }

/** What was put into replies and not sent so far, by conversation. */
const puts = new Map<Id, readonly Put[]>()

/** Remembers that these words were put into the reply for a question, so that sending them deals with it. */
export function notePut(
  { conversationId, messageId, place }: Pick<OpenPart, 'conversationId' | 'messageId' | 'place'>,
  text: string,
  items: readonly TimelineItem[],
): void {
  const others = (puts.get(conversationId) ?? []).filter(
    (one) => one.messageId !== messageId || one.place !== place,
  )
  puts.set(conversationId, [...others, { messageId, place, text, afterSeq: items.at(-1)?.seq ?? 0 }])
}

/** The questions whose words a member has sent since, each once. */
export function takeSent(conversationId: Id, items: readonly TimelineItem[]): readonly Put[] {
  const all = puts.get(conversationId) ?? []
  const sent = all.filter((put) => items.some((item) => isSent(item, put)))
  if (sent.length > 0) {
    puts.set(
      conversationId,
      all.filter((put) => !sent.includes(put)),
    )
  }
  return sent
}

function isSent(item: TimelineItem, { text, afterSeq }: Put): boolean {
  if (item.type !== 'message' || item.author !== 'agent' || item.seq <= afterSeq) return false
  return item.content.type === 'text' && item.content.text.includes(text.trim())
}
