import type { Id } from '@hilo/protocol'

/**
 * What an org keeps of a webhook event that was for one of its inboxes. The event is in the ingress plane,
 * where no member reads; the receipt is how an org finds the events that are its own.
 */
export type Receipt = {
  orgId: Id
  inboxId: Id
  eventId: Id
  state: 'waiting' | 'processed' | 'unhandled' | 'failed'
  /** Without doubles: `message:text`, `status:read`, `account:security`. */
  kinds: string[]
  messages: number
  statuses: number
  /** Statuses of messages that are not known here. */
  unknown: number
  receivedAt: Date
  /** When the first of it happened on the platform. */
  happenedAt: Date | null
  processedAt: Date | null
  error: string | null
  /** The event was worked on in one of its lines; what became of the others is not known here. */
  isPart: boolean
}
