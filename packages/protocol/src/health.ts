import { z } from 'zod'
import { ChannelType } from './conversation.ts'
import { Id } from './id.ts'

/** How an inbox stands with its platform. */

const Count = z.number().int()
const Time = z.string()
/** In milliseconds; null where nothing was measured. */
const Quantiles = z.object({ p50: z.number().nullable(), p95: z.number().nullable() })

export const AlarmKind = z.enum([
  'quality_low',
  'restricted',
  'access_lost',
  'token_refused',
  'token_expiring',
  'sending_held',
  'webhook_lag',
  'silent',
  /** An evaluation fails cases that passed before. */
  'answers_worse',
])
export type AlarmKind = z.infer<typeof AlarmKind>

/** Something is wrong with an inbox, or with what AI answers, from when to when. */
export const Alarm = z.object({
  id: Id,
  /** Null: it is about a test set. */
  inbox: z.object({ id: Id, name: z.string() }).nullable(),
  /** Of `answers_worse`: the set, how many cases of it passed and fail now, and the evaluation that says so. */
  tests: z.object({ setId: Id, setName: z.string(), failing: Count, evaluationId: Id }).nullable(),
  kind: AlarmKind,
  severity: z.enum(['warn', 'error']),
  /** What it is about, where that is known: the value of a fact, a time, a number of seconds. */
  about: z.string().nullable(),
  beganAt: Time,
  endedAt: Time.nullable(),
  /** By the member who asks. */
  isRead: z.boolean(),
})
export type Alarm = z.infer<typeof Alarm>

/** Something that the platform said of the account; the newest of a name holds. */
export const InboxFact = z.object({
  name: z.string(),
  value: z.string(),
  at: Time,
  /** What it was before, newest first. */
  before: z.array(z.object({ value: z.string(), at: Time })),
})
export type InboxFact = z.infer<typeof InboxFact>

export const InboxHealth = z.object({
  inboxId: Id,
  name: z.string(),
  channel: ChannelType,
  pausedAt: Time.nullable(),
  tokenExpiresAt: Time.nullable(),
  tokenRefusedAt: Time.nullable(),
  lastEventAt: Time.nullable(),
  /** Of the newest 5,000 events of today at the org's place. */
  lag: z.object({
    events: Count,
    /** From when it happened on the platform to when it was stored. */
    toStored: Quantiles,
    /** From when it was stored to when it was processed. */
    toProcessed: Quantiles,
  }),
  /** Events of this inbox that wait to be processed for longer than some seconds. */
  backlog: z.object({ events: Count, oldestAt: Time.nullable() }),
  sending: z.object({
    /** Since when nothing goes out, and when it is tried next: null when it does. */
    heldSince: Time.nullable(),
    nextTryAt: Time.nullable(),
    waiting: Count,
    oldestAt: Time.nullable(),
  }),
  /** Why sends of today failed, the most frequent first. */
  failures: z.array(
    z.object({
      code: z.string(),
      reason: z.string(),
      /** The same in Spanish, where it is known. */
      reasonEs: z.string().nullable(),
      count: Count,
      lastAt: Time,
    }),
  ),
  facts: z.array(InboxFact),
  alarms: z.array(Alarm),
})
export type InboxHealth = z.infer<typeof InboxHealth>
