import { z } from 'zod'
import { Id } from './id.ts'

/** What came into an inbox and went out of it, and what became of that. */

const Count = z.number().int()

export const LedgerCounts = z.object({
  /** Webhook events that were stored, and the messages and statuses in them. */
  events: Count,
  messages: Count,
  statuses: Count,
  /**
   * Of the events: done; stored and not worked on yet; kept, and not understood; given up after several
   * attempts.
   */
  processed: Count,
  waiting: Count,
  unhandled: Count,
  failed: Count,
  /** Parts of messages that were handed to the platform, or are to be. */
  out: Count,
  /** Of them: on their way; confirmed; taken by the platform, and nothing told since; refused for good. */
  underWay: Count,
  acknowledged: Count,
  unacknowledged: Count,
  refused: Count,
})
export type LedgerCounts = z.infer<typeof LedgerCounts>

export const Ledger = z.object({
  /** False where the platform does not confirm each message: then its answer to the send counts. */
  confirmsEach: z.boolean(),
  total: LedgerCounts,
  /** By day at the org's place, newest first; days without anything are left out. */
  days: z.array(LedgerCounts.extend({ day: z.string() })),
  /** What is older than a minute and not as it should be. */
  gaps: z.object({
    waiting: Count,
    failed: Count,
    unacknowledged: Count,
    /** Statuses of messages that are not known here. */
    unknownStatuses: Count,
  }),
  /** Events that came before their account was connected: they can be run now. */
  quarantined: Count,
})
export type Ledger = z.infer<typeof Ledger>

export const UnacknowledgedDelivery = z.object({
  id: Id,
  conversationId: Id,
  author: z.enum(['agent', 'backend', 'ai', 'system']),
  externalId: z.string().nullable(),
  sentAt: z.string(),
})
export type UnacknowledgedDelivery = z.infer<typeof UnacknowledgedDelivery>
