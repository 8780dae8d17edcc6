import type { LockedConversation } from './conversation.ts'

/** With whom a conversation is, and whether free-form messages are allowed in it now. */
export function windowOf({ contactId, channel, windowClosesAt, windowClosed }: LockedConversation) {
  return { contactId, channel, isWindowOpen: windowClosesAt !== null && windowClosed === false }
}
