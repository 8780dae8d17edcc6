import { z } from 'zod'
import { Id } from './id.ts'

/** A webhook event as an org sees it: what of it was for one inbox. */

/** `unknown` narrows to events with statuses of messages that are not known here. */
export const WebhookEventState = z.enum([
  'waiting',
  'processed',
  'unhandled',
  'failed',
  'quarantined',
  'unknown',
])
export type WebhookEventState = z.infer<typeof WebhookEventState>

const Count = z.number().int()
const Time = z.string()

export const WebhookEvent = z.object({
  id: Id,
  state: WebhookEventState.exclude(['unknown']),
  /** What is in it: `message:text`, `status:read`, `account:security`. */
  kinds: z.array(z.string()),
  messages: Count,
  statuses: Count,
  /** Statuses of messages that are not known here. */
  unknown: Count,
  receivedAt: Time,
  /** When the first of it happened on the platform; null where that is not said. */
  happenedAt: Time.nullable(),
  processedAt: Time.nullable(),
  /** Why it failed. */
  error: z.string().nullable(),
})
export type WebhookEvent = z.infer<typeof WebhookEvent>

/** One thing that an event told, and what it became. */
export const WebhookItem = z.object({
  kind: z.string(),
  externalId: z.string().nullable(),
  /** Where it is to be seen; null when nothing is known of it here. */
  conversationId: Id.nullable(),
})
export type WebhookItem = z.infer<typeof WebhookItem>

export const WebhookEventDetail = WebhookEvent.extend({
  appId: z.string(),
  items: z.array(WebhookItem),
  /** The body without what is for others; hidden but for the platform's own words, unless it was revealed. */
  body: z.unknown(),
  isRevealed: z.boolean(),
})
export type WebhookEventDetail = z.infer<typeof WebhookEventDetail>
