import type { Conversation } from '@hilo/protocol'
import type { Words } from '../../i18n/en.ts'

/** What to call the contact: the name, else the address, else that there is none. */
export function nameOf({ contact }: Conversation, words: Words): string {
  return contact.name ?? contact.address ?? words.list.unnamed
}
