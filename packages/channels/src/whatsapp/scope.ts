import type { MessageSource } from '../channel.ts'
import type { Contacts } from './addresses.ts'

/** What one change of a webhook says about all its items. */
export type Scope = {
  /** The business number's id; null when the change names none. */
  account: string | null
  /** The WhatsApp business account, which has the number. */
  owner: string | null
  businessPhone: string | undefined
  contacts: Contacts
  errors: unknown
  /** Standby and history say the same things as live messages, to be kept and not answered. */
  source: MessageSource
  /** Stands in for a time that an item lacks. */
  at: Date
}
