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
