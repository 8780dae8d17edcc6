/** What pages need of broadcasts, without a schema. */

/** Messages of a broadcast a minute, at most. */
export const PER_MINUTE_MAX = 6_000

/** What became of a recipient. `sending`: the platform has not taken it yet. */
export const RECIPIENT_STATUSES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'refused',
  'cancelled',
] as const
