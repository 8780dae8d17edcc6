import { z } from 'zod'
import { contract } from '../contract.ts'
import { Id } from '../id.ts'
import { Ledger, UnacknowledgedDelivery } from '../ledger.ts'

export const getLedger = contract({
  method: 'GET',
  path: '/v1/inboxes/:inboxId/ledger',
  summary: 'Count what came into an inbox, what went out, and what became of it',
  permission: 'inbox:read',
  params: z.object({ inboxId: Id }),
  query: z.strictObject({
    /** How many days are told one by one, the newest first; the total is of all. */
    days: z.coerce.number().int().min(1).max(366).default(30),
  }),
  returns: Ledger,
  errors: ['not_found', 'invalid_request'],
})

export const listUnacknowledged = contract({
  method: 'GET',
  path: '/v1/inboxes/:inboxId/unacknowledged',
  summary: 'List what the platform took and has not confirmed for a minute, newest first',
  permission: 'inbox:read',
  params: z.object({ inboxId: Id }),
  query: z.strictObject({
    /** `next` of the page before. */
    before: Id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  returns: z.object({ deliveries: z.array(UnacknowledgedDelivery), next: Id.nullable() }),
  errors: ['not_found', 'invalid_request'],
})
