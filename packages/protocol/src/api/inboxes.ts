import { z } from 'zod'
import { AnswersBy } from '../answer.ts'
import { InboxState } from '../connect.ts'
import { contract } from '../contract.ts'
import { ChannelType } from '../conversation.ts'
import { Id } from '../id.ts'

export const listInboxes = contract({
  method: 'GET',
  path: '/v1/inboxes',
  summary: 'List the inboxes of the org',
  permission: 'inbox:read',
  returns: z.object({
    inboxes: z.array(
      z.object({
        id: Id,
        name: z.string(),
        channel: ChannelType,
        externalId: z.string(),
        backend: z.object({ id: Id, name: z.string() }).nullable(),
        answersBy: AnswersBy,
        /** Several short messages of a contact are one input, once the contact is quiet. */
        bursts: z.boolean(),
        /** What was said before it was connected, as far as the platform has brought it over. */
        history: z
          .object({
            messages: z.number().int(),
            /** Of the phase that is furthest, in percent; null where the platform does not say. */
            progress: z.number().int().nullable(),
            /** Why nothing is brought over: the platform's code. */
            failure: z.string().nullable(),
          })
          .nullable(),
        state: InboxState,
        /** When its token ends; null: never, or nobody said. */
        tokenExpiresAt: z.iso.datetime().nullable(),
        /** Stored events of this inbox that were not understood, by type. */
        unhandled: z.array(z.object({ type: z.string(), count: z.number().int() })),
      }),
    ),
  }),
  errors: [],
})

export const setBursts = contract({
  method: 'PUT',
  path: '/v1/inboxes/:inboxId/bursts',
  summary: 'Say whether an inbox takes several short messages as one, from the next on',
  permission: 'inbox:configure',
  params: z.object({ inboxId: Id }),
  body: z.strictObject({ bursts: z.boolean() }),
  returns: z.object({ bursts: z.boolean() }),
  errors: ['not_found', 'invalid_request'],
})
