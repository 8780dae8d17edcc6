import { announce, type MessageStatus, type PhoneMessage, type StatusError, type WhatsApp } from './world.ts'

const RANK: Record<MessageStatus, number> = { accepted: 0, sent: 1, delivered: 2, read: 3, failed: 4 }

/** True when `status` lies after what the message already has. */
export function isProgress(message: PhoneMessage, status: MessageStatus): boolean {
  return message.status !== 'failed' && RANK[status] > RANK[message.status]
}

/**
 * Moves a send on and tells the server by a status webhook. A status that is already behind changes nothing.
 */
export function reportStatus(
  world: WhatsApp,
  message: PhoneMessage,
  next: { status: MessageStatus; errors?: StatusError[] },
): void {
  if (!isProgress(message, next.status)) return
  message.status = next.status
  message.errors = next.errors ?? []
  announce(world, message)
  pushStatus(world, message)
}

/** Sends the status a message has now. */
export function pushStatus(world: WhatsApp, message: PhoneMessage): void {
  const { status } = message
  const value = statusValue(world, message)
  world.webhooks.push(`statuses ${message.phoneNumberId} ${message.personId}`, {
    kind: 'status',
    message,
    status,
    value,
  })
}

// https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components#statuses-object
function statusValue(world: WhatsApp, message: PhoneMessage): Record<string, unknown> {
  const person = world.people.get(message.personId)
  const category = message.type === 'template' ? 'utility' : 'service'
  const isPriced = message.status === 'sent' || message.status === 'delivered'
  return {
    id: message.id,
    status: message.status,
    timestamp: String(Math.floor(world.clock.now() / 1000)),
    ...(person?.waId ? { recipient_id: person.waId } : {}),
    ...(person?.bsuid ? { recipient_user_id: person.bsuid } : {}),
    ...(isPriced ? { pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category } } : {}),
    ...(message.errors.length === 0 ? {} : { errors: message.errors }),
    ...(message.opaque === null ? {} : { biz_opaque_callback_data: message.opaque }),
  }
}
