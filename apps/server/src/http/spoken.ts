import { translateReason } from '@hilo/channels'
import type { InboxHealth, MessageItem, Recipient, TimelineItem } from '@hilo/protocol'
import { reasonInSpanish } from '../domain/reason/reasons.ts'

/**
 * Reasons are stored in English; here they get their Spanish beside it, where they leave the server. Null:
 * there is no reason, or it is of an author or a platform, in whatever language that wrote it.
 */
export function inSpanish(reason: string | null): string | null {
  return reason === null ? null : (translateReason(reason, 'es') ?? reasonInSpanish(reason))
}

export function spokenHealth(health: InboxHealth): InboxHealth {
  const failures = health.failures.map((failure) => ({ ...failure, reasonEs: inSpanish(failure.reason) }))
  return { ...health, failures }
}

export function spokenMessage(message: MessageItem): MessageItem {
  return { ...message, statusReasonEs: inSpanish(message.statusReason) }
}

export function spokenTimeline<T extends { items: TimelineItem[] }>(page: T): T {
  return { ...page, items: page.items.map((item) => (item.type === 'message' ? spokenMessage(item) : item)) }
}

export function spokenRecipient(recipient: Recipient): Recipient {
  return { ...recipient, reasonEs: inSpanish(recipient.reason) }
}
