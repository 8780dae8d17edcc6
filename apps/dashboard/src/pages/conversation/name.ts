import type { Conversation } from '@hilo/protocol'
import type { Words } from '../../i18n/en.ts'

/** What to call the contact: the name, else the address, else that there is none. */
export function nameOf(conversation: Conversation, words: Words): string {
  return conversation.contact.name ?? addressOf(conversation) ?? words.list.unnamed
}

/** The address as people write it: WhatsApp gives telephone numbers without the plus. */
export function addressOf({ contact: { address }, inbox }: Conversation): string | null {
  const isNumber = inbox.channel === 'whatsapp' && address !== null && /^\d{8,15}$/.test(address)
  return isNumber ? `+${address}` : address
}
