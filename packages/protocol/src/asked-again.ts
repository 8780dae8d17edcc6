/**
 * Why AI gave a conversation to people where the question itself may still be answered: once they hand back
 * it is open again. After any other reason, such as a topic that is for people, AI answers what comes next.
 */
export const ASKED_AGAIN: readonly string[] = [
  'no_evidence',
  'model_declined',
  'low_confidence',
  'verify_failed',
  'budget',
  'provider_error',
  'internal_error',
  'not_sent',
  'other_hours',
]
