import type { Conversation } from '@hilo/protocol'
import type { Words } from '../../i18n/en.ts'

/** What to call the contact: the name, else the address, else what tells one without either from the next. */
export function nameOf(conversation: Conversation, words: Words): string {
  return conversation.contact.name ?? addressOf(conversation) ?? namelessOf(conversation, words)
}

type Nameless = {
  contact: Pick<Conversation['contact'], 'id'>
  inbox: Pick<Conversation['inbox'], 'channel'>
}

/** Of a site, by the end of the id: its beginning is the time, which visitors of one minute share. */
export function namelessOf({ contact, inbox }: Nameless, { list }: Words): string {
  return inbox.channel === 'web' ? list.visitor(contact.id.slice(-4)) : list.unnamed
}

/** The address as people write it: WhatsApp gives telephone numbers without the plus. */
export function addressOf({ contact: { address }, inbox }: Conversation): string | null {
  const isNumber = inbox.channel === 'whatsapp' && address !== null && /^\d{8,15}$/.test(address)
  return isNumber ? `+${address}` : address
}
