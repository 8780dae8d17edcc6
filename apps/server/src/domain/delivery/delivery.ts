import type { Id } from '@hilo/protocol'

/** One part of a message that this node has put into `sending`: it may be handed to the platform now. */
export type Sending = {
  orgId: Id
  id: Id
  inboxId: Id
  conversationId: Id
  messageId: Id
  seq: number
  part: number
  attempts: number
  /** How many of the attempts do not count: the platform was not able to answer anybody. */
  held: number
}

/** What a delivery shows of its failure. `code` is the platform's. */
export type DeliveryFailure = { code: string; reason: string }
