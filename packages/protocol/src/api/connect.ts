import { z } from 'zod'
import { InstructionWords } from '../ai-instruction.ts'
import { AiWhen, AnswersBy } from '../answer.ts'
import {
  ConnectInput,
  ConnectStep,
  InboxDetail,
  MetaApp,
  PlatformId,
  StepOutcome,
  WidgetGreeting,
} from '../connect.ts'
import { contract } from '../contract.ts'
import { Id } from '../id.ts'

const Name = z.string().trim().min(1).max(80)
const Origin = z
  .string()
  .max(200)
  .regex(/^https?:\/\/[^\s/?#@]+$/, 'must be like https://www.example.com, without a path')
const Origins = z.array(Origin).min(1).max(50)

/**
 * Who answers. `backend` needs a `backendId` and the others have none. Left out: the micro-backend, if one is
 * named; else who answered before, as long as that was no micro-backend.
 */
const answersBy = AnswersBy.optional()
type Answering = { backendId: string | null; answersBy?: AnswersBy | undefined }
const isOne = ({ backendId, answersBy: by }: Answering) =>
  by === undefined || (by === 'backend') === (backendId !== null)
const NOT_ONE = {
  path: ['answersBy'],
  message: 'must be backend where a micro-backend is named, and only there',
}

/** What AI is for in the inbox, in force at once: a number of WhatsApp needs it. Left out it stays. */
const purpose = InstructionWords.shape.purpose.min(1).optional()

/** What is connected, sealed: only this server can open it, for this org, for an hour. */
const Ticket = z.string().min(1).max(10_000)

export const listMetaApps = contract({
  method: 'GET',
  path: '/v1/meta-apps',
  summary: 'List the Meta apps that accounts may be connected with',
  permission: 'inbox:configure',
  returns: z.object({ apps: z.array(MetaApp) }),
  errors: [],
})

export const beginConnection = contract({
  method: 'POST',
  path: '/v1/connections',
  summary: 'Begin to connect an account: what is given is sealed, a code is exchanged, nothing is stored',
  permission: 'inbox:configure',
  body: ConnectInput,
  returns: z.object({
    /** Null when it could not begin; then `failure` says why. */
    ticket: Ticket.nullable(),
    failure: StepOutcome.nullable(),
    steps: z.array(ConnectStep),
    callbackUrl: z.string(),
  }),
  errors: ['invalid_request'],
})

export const checkConnection = contract({
  method: 'POST',
  path: '/v1/connections/check',
  summary: 'Look at one step of a connection with the platform, now',
  permission: 'inbox:configure',
  body: z.strictObject({ ticket: Ticket, step: ConnectStep.exclude(['subscription']) }),
  returns: StepOutcome,
  errors: ['invalid_request'],
})

export const finishConnection = contract({
  method: 'POST',
  path: '/v1/connections/finish',
  summary: 'Look at every step again, subscribe to the account, and make it an inbox: all of it or nothing',
  permission: 'inbox:configure',
  body: z
    .strictObject({ ticket: Ticket, name: Name, backendId: Id.nullable(), answersBy, purpose })
    .refine(isOne, NOT_ONE),
  returns: z.object({ inboxId: Id.nullable(), failure: StepOutcome.nullable() }),
  errors: ['invalid_request', 'not_found'],
})

export const createWidget = contract({
  method: 'POST',
  path: '/v1/inboxes/web',
  summary: 'Make an inbox for a web site',
  permission: 'inbox:configure',
  body: z
    .strictObject({ name: Name, allowedOrigins: Origins, backendId: Id.nullable(), answersBy })
    .refine(isOne, NOT_ONE),
  returns: z.object({ inboxId: Id }),
  errors: ['invalid_request', 'not_found'],
})

export const getInbox = contract({
  method: 'GET',
  path: '/v1/inboxes/:inboxId',
  summary: 'See the settings of an inbox; its token is never among them',
  permission: 'inbox:read',
  params: z.object({ inboxId: Id }),
  returns: InboxDetail,
  errors: ['not_found'],
})

export const changeInbox = contract({
  method: 'PUT',
  path: '/v1/inboxes/:inboxId',
  summary: 'Change the name of an inbox, who answers in it, the sites of its widget, and its catalogue',
  permission: 'inbox:configure',
  params: z.object({ inboxId: Id }),
  body: z
    .strictObject({
      name: Name,
      backendId: Id.nullable(),
      answersBy,
      /** When AI answers; left out it stays. */
      aiWhen: AiWhen.optional(),
      purpose,
      allowedOrigins: Origins.nullable(),
      /** Of a number of WhatsApp; null takes it away, left out it stays. */
      catalogId: PlatformId.nullable().optional(),
    })
    .refine(isOne, NOT_ONE),
  returns: InboxDetail,
  errors: ['not_found', 'invalid_request', 'conflict'],
})

export const setGreeting = contract({
  method: 'PUT',
  path: '/v1/inboxes/:inboxId/greeting',
  summary: 'Say with what the widget of an inbox greets, whoever answers in it',
  permission: 'inbox:configure',
  params: z.object({ inboxId: Id }),
  body: z.strictObject({ greeting: WidgetGreeting }),
  returns: InboxDetail,
  errors: ['not_found', 'invalid_request'],
})

export const pauseInbox = contract({
  method: 'PUT',
  path: '/v1/inboxes/:inboxId/paused',
  summary: 'Let an inbox wait: nothing is sent, no micro-backend begins and AI is silent, until it goes on',
  permission: 'inbox:configure',
  params: z.object({ inboxId: Id }),
  body: z.strictObject({ isPaused: z.boolean() }),
  returns: InboxDetail,
  errors: ['not_found', 'invalid_request'],
})

export const replaceToken = contract({
  method: 'PUT',
  path: '/v1/inboxes/:inboxId/token',
  summary:
    'Give an inbox another token, once the platform says that it opens the account; what waited is sent',
  permission: 'inbox:configure',
  params: z.object({ inboxId: Id }),
  body: z.strictObject({ token: z.string().trim().min(8).max(2_000).regex(/^\S+$/) }),
  returns: z.object({ failure: StepOutcome.nullable() }),
  errors: ['not_found', 'invalid_request'],
})

export const sendTestMessage = contract({
  method: 'POST',
  path: '/v1/inboxes/:inboxId/test-message',
  summary: 'Send a test message from an inbox to a number or an id of the platform',
  permission: 'inbox:configure',
  params: z.object({ inboxId: Id }),
  body: z.strictObject({
    to: z
      .string()
      .trim()
      .regex(/^\+?[\d ()-]{6,30}$/),
  }),
  returns: z.object({
    isAccepted: z.boolean(),
    reason: z.string().nullable(),
    /** The same in Spanish, where it is known. */
    reasonEs: z.string().nullable(),
  }),
  errors: ['not_found', 'invalid_request'],
})

export const disconnectInbox = contract({
  method: 'POST',
  path: '/v1/inboxes/:inboxId/disconnect',
  summary:
    'Disconnect an inbox: its token is deleted at once, the rest of what the platform gave in its term',
  permission: 'inbox:configure',
  params: z.object({ inboxId: Id }),
  returns: z.object({
    /** False: the platform could not be told, and may go on to send what nobody takes. */
    isUnsubscribed: z.boolean(),
    inbox: InboxDetail,
  }),
  errors: ['not_found'],
})
