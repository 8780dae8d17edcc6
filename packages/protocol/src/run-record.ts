import { z } from 'zod'
import { ContactSnapshot, InboxMessage, TurnEnd } from './backend.ts'
import { Content } from './content.ts'
import { JournalEntry } from './journal-entry.ts'

/**
 * One run as it happened: what is needed to play it again on other code without the outside world. A file of
 * them has one a line (NDJSON). Times are in ms.
 *
 * It holds what a contact wrote, so it is to be kept like the conversation itself.
 */
export const RunRecord = z.object({
  format: z.literal(1),
  backend: z.string(),
  /** What it ran on: a version of the server, or `local`. */
  version: z.string(),
  runId: z.string(),
  conversationId: z.string(),
  /** The first one recorded. */
  generation: z.number().int(),
  config: z.unknown(),
  contact: ContactSnapshot,
  timeZone: z.string(),
  /** The inbox takes a burst of messages as one. */
  bursts: z.boolean().optional(),
  startedAt: z.number(),
  /**
   * How far time had gone when this was recorded, so what was not due then is not due when it is replayed.
   */
  recordedAt: z.number(),
  /** What came since the run began, in order, also while people held the conversation. */
  inbox: z.array(InboxMessage),
  /** What the contact was sent by the run. `seq` counts with those of the inbox: it tells what came first. */
  sent: z.array(z.object({ seq: z.number().int(), at: z.number(), content: Content })),
  /**
   * When people held the conversation: messages after `fromSeq` were not for the code, and nothing fell due.
   */
  people: z.array(
    z.object({
      fromSeq: z.number().int(),
      from: z.number(),
      /** The last message before they handed it back; null when they hold it still. */
      untilSeq: z.number().int().nullable(),
      until: z.number().nullable(),
    }),
  ),
  /** Of all generations, one after the other. */
  journal: z.array(JournalEntry),
  /** How the last turn ended; null when the run was cut short, as when its conversation was closed. */
  end: TurnEnd.nullable(),
})
export type RunRecord = z.infer<typeof RunRecord>
