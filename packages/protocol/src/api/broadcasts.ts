import { z } from 'zod'
import {
  Audience,
  Broadcast,
  BroadcastFigures,
  BroadcastPreview,
  BroadcastValue,
  Recipient,
  RecipientStatus,
} from '../broadcast.ts'
import { PER_MINUTE_MAX } from '../broadcast-values.ts'
import { Content } from '../content.ts'
import { contract } from '../contract.ts'
import { ClientId } from '../conversation.ts'
import { Id } from '../id.ts'

const params = z.object({ broadcastId: Id })

/** What goes to whom. */
const Plan = {
  inboxId: Id,
  templateId: Id,
  /** By the keys of the template's fields: `1`, `guest`, `header`, `button.1`. */
  values: z.record(z.string().max(100), BroadcastValue),
  audience: Audience,
}

const PerMinute = z.number().int().min(1).max(PER_MINUTE_MAX)

/** On the clock of the org, such as `2026-12-01T09:30`; null: now. */
const StartsAt = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
  .refine((text) => isTime(text), 'must be a day and a time that there is')
  .nullable()

/** A list of ten thousand numbers is longer than a body usually is. */
const bodyMaxBytes = 2 * 1_048_576

export const previewBroadcast = contract({
  method: 'POST',
  path: '/v1/broadcasts/preview',
  summary: 'Count who would get a broadcast and who would not, and show it for one of them',
  permission: 'broadcast:send',
  body: z.strictObject({
    ...Plan,
    /** They count nobody: what is wrong with them is told with all else. */
    perMinute: PerMinute.optional(),
    startsAt: StartsAt.optional(),
  }),
  bodyMaxBytes,
  returns: BroadcastPreview.extend({
    /** What a real contact would get; null when nobody is known whom it fits. */
    example: z.object({ contactName: z.string().nullable(), content: Content }).nullable(),
  }),
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const createBroadcast = contract({
  method: 'POST',
  path: '/v1/broadcasts',
  summary: 'Send a template to many contacts, now or later; asked twice with the same client id it is one',
  permission: 'broadcast:send',
  body: z.strictObject({
    ...Plan,
    clientId: ClientId,
    name: z.string().trim().min(1).max(120),
    perMinute: PerMinute,
    startsAt: StartsAt,
  }),
  bodyMaxBytes,
  returns: Broadcast,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

function isTime(text: string): boolean {
  const time = new Date(`${text}:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)
}

export const listBroadcasts = contract({
  method: 'GET',
  path: '/v1/broadcasts',
  summary: 'List the last hundred broadcasts, the newest first',
  permission: 'inbox:read',
  returns: z.object({ broadcasts: z.array(Broadcast) }),
  errors: [],
})

export const getBroadcast = contract({
  method: 'GET',
  path: '/v1/broadcasts/:broadcastId',
  summary: 'Read a broadcast and what became of it so far',
  permission: 'inbox:read',
  params,
  returns: z.object({ broadcast: Broadcast, figures: BroadcastFigures }),
  errors: ['not_found'],
})

export const listRecipients = contract({
  method: 'GET',
  path: '/v1/broadcasts/:broadcastId/recipients',
  summary: 'List who gets a broadcast, and what became of each',
  permission: 'inbox:read',
  params,
  query: z.strictObject({
    status: RecipientStatus.optional(),
    /** The place of the last one that is known. */
    after: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  returns: z.object({
    recipients: z.array(Recipient),
    /** Where the next page begins; null at the end. */
    next: z.number().int().nullable(),
  }),
  errors: ['invalid_request', 'not_found'],
})

export const steerBroadcast = contract({
  method: 'PUT',
  path: '/v1/broadcasts/:broadcastId/status',
  summary: 'Pause a broadcast, let it go on, or cancel it for good',
  permission: 'broadcast:send',
  params,
  body: z.strictObject({ status: z.enum(['running', 'paused', 'cancelled']) }),
  returns: Broadcast,
  errors: ['invalid_request', 'not_found', 'conflict'],
})
