import type { Inbox } from '../inbox/inbox.ts'
import { keywordIn } from '../permission/heed.ts'
import { type Inbound, isSilent } from './inbound.ts'

/**
 * Whether a message is for who answers. Who wants no more messages asks nothing with it, nor answers a
 * question.
 */
export function speaksIn(inbox: Inbox, message: Inbound): boolean {
  return !isSilent(message) && keywordIn(inbox, message)?.means !== 'stop'
}
