/** The languages in which people are told why something failed. */
export type Language = 'en' | 'es' | 'pt'

/** What an error means for the message. The part after `retry` is what has to slow down. */
type Consequence =
  | 'retry_message'
  | 'retry_pair'
  | 'retry_account'
  | 'rejected'
  | 'window_closed'
  | 'opted_out'
  | 'account_blocked'

export type Cause = Record<Language, string> & {
  consequence: Consequence
  /** How long the platform asks to wait, where its documentation says so. */
  afterMs?: number
}
