import { z } from 'zod'
import { contract } from '../contract.ts'
import { Id } from '../id.ts'
import { WebhookEvent, WebhookEventDetail, WebhookEventState } from '../webhook-event.ts'

const params = z.object({ inboxId: Id, eventId: Id })

export const listEvents = contract({
  method: 'GET',
  path: '/v1/inboxes/:inboxId/events',
  summary: 'List the webhook events of an inbox, newest first',
  permission: 'inbox:read',
  params: z.object({ inboxId: Id }),
  query: z.strictObject({
    state: WebhookEventState.optional(),
    /** The beginning of a kind: `message`, `status:failed`. */
    kind: z
      .string()
      .regex(/^[a-z][\w:.-]{0,79}$/, 'must be the beginning of a kind, such as message:text')
      .optional(),
    from: z.iso.datetime().optional(),
    to: z.iso.datetime().optional(),
    /** The platform's id of a message, or a part of it: as it stands in the body. */
    externalId: z
      .string()
      .regex(/^[\x21-\x7e]{6,300}$/, 'must be at least six characters of the platform’s id')
      .optional(),
    /** `next` of the page before. */
    cursor: Id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  /** There may be fewer than the limit, or none, while `next` tells where to go on. */
  returns: z.object({ events: z.array(WebhookEvent), next: Id.nullable() }),
  errors: ['not_found', 'invalid_request'],
})

export const getEvent = contract({
  method: 'GET',
  path: '/v1/inboxes/:inboxId/events/:eventId',
  summary: 'Read a webhook event with what people wrote hidden, and what it became',
  permission: 'inbox:read',
  params,
  returns: WebhookEventDetail,
  errors: ['not_found'],
})

export const revealEvent = contract({
  method: 'POST',
  path: '/v1/inboxes/:inboxId/events/:eventId/reveal',
  summary: 'Read a webhook event as it came, but for secrets; it is written to the log who did',
  permission: 'event:reveal',
  params,
  returns: WebhookEventDetail,
  errors: ['not_found'],
})

export const rerunEvent = contract({
  method: 'POST',
  path: '/v1/inboxes/:inboxId/events/:eventId/rerun',
  summary: 'Work on a webhook event again; what is done already changes nothing',
  permission: 'event:rerun',
  params,
  returns: WebhookEventDetail,
  errors: ['not_found'],
})
