import type { ChannelEvent } from '../channel.ts'
import type { Contacts } from './addresses.ts'

/** What one change of a webhook says about all its items. */
export type Scope = {
  /** The business number's id; null when the change names none. */
  account: string | null
  businessPhone: string | undefined
  contacts: Contacts
  errors: unknown
  /** Stands in for a time that an item lacks. */
  at: Date
}

const KIND_MAX_LENGTH = 128

/**
 * An event that is kept by name. The name may come from the platform, so it is cut and has no control
 * characters.
 */
export function other(account: string | null, kind: string): ChannelEvent {
  return { type: 'other', account, kind: kind.replace(/\p{Cc}/gu, ' ').slice(0, KIND_MAX_LENGTH) }
}
