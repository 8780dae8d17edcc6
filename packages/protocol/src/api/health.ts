import { z } from 'zod'
import { contract } from '../contract.ts'
import { Alarm, InboxHealth } from '../health.ts'
import { Id } from '../id.ts'

export const getInboxHealth = contract({
  method: 'GET',
  path: '/v1/inboxes/:inboxId/health',
  summary: 'Read how an inbox stands with its platform',
  permission: 'inbox:read',
  params: z.object({ inboxId: Id }),
  returns: InboxHealth,
  errors: ['not_found'],
})

export const listInboxHealth = contract({
  method: 'GET',
  path: '/v1/inbox-health',
  summary: 'Read how every inbox stands with its platform, and how far the server is behind',
  permission: 'inbox:read',
  returns: z.object({
    inboxes: z.array(InboxHealth),
    /** Of the whole installation: since when the oldest event waits; null when none does. */
    oldestWaitingAt: z.string().nullable(),
  }),
  errors: [],
})

export const listAlarms = contract({
  method: 'GET',
  path: '/v1/alarms',
  summary: 'List what is wrong with inboxes, and what ended in the last week',
  permission: 'inbox:read',
  returns: z.object({ alarms: z.array(Alarm) }),
  errors: [],
})

export const readAlarms = contract({
  method: 'POST',
  path: '/v1/alarms/read',
  summary: 'Say that the member has seen these alarms',
  permission: 'inbox:read',
  body: z.strictObject({ alarmIds: z.array(Id).min(1).max(200) }),
  returns: z.object({ read: z.number().int() }),
  errors: ['invalid_request'],
})
