import { z } from 'zod'
import { AiWhen, AnswersBy } from './answer.ts'
import { Id } from './id.ts'

/** What is looked at before an account becomes an inbox, in this order. */
export const ConnectStep = z.enum(['app', 'token', 'scopes', 'account', 'callback', 'subscription'])
export type ConnectStep = z.infer<typeof ConnectStep>

/** The whole list of what can stand in the way. What to do about each is said by whoever shows it. */
export const ConnectProblem = z.enum([
  /** Nothing that means anything came back: try again. */
  'platform_away',
  /** The platform refused for a reason of its own, which `detail` has. */
  'platform_refused',
  'app_unknown',
  'app_refused',
  /** The app is in use here with another secret. */
  'app_taken',
  'code_refused',
  'token_refused',
  'token_expired',
  'token_of_other_app',
  'scopes_missing',
  /** The token does not open the account. */
  'account_unseen',
  'account_not_linked',
  /** It is connected to another inbox of this installation. */
  'account_taken',
  'pin_refused',
  'callback_private',
  'callback_unreached',
  'callback_elsewhere',
  'subscription_refused',
])
export type ConnectProblem = z.infer<typeof ConnectProblem>

export const StepOutcome = z.object({
  step: ConnectStep,
  /** Null: it is in order. */
  problem: ConnectProblem.nullable(),
  /** What was found: a name, what is missing, the platform's own words. */
  detail: z.string().nullable(),
  /** Permissions without which messages work, and comments under posts do not. */
  lacksForComments: z.array(z.string()).optional(),
})
export type StepOutcome = z.infer<typeof StepOutcome>

export const PlatformId = z.string().regex(/^\d{3,25}$/, 'must be digits, as Meta shows the id')
const Secret = z.string().trim().min(8).max(300)
const Token = z.string().trim().min(8).max(2_000).regex(/^\S+$/, 'must be one word without spaces')

const App = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  /** Null takes an app that is known here. */
  secret: Secret.nullable(),
})

/** What opens the account: a token that somebody made, or the code that the platform's own pages gave. */
const Credential = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('token'), token: Token }),
  z.strictObject({ type: z.literal('code'), code: Token }),
])

const LoginApp = z.strictObject({ id: PlatformId, secret: Secret })

/** An account, and what proves that it is the caller's. */
export const ConnectInput = z.discriminatedUnion('channel', [
  z.strictObject({
    channel: z.literal('whatsapp'),
    app: App,
    credential: Credential,
    phoneNumberId: PlatformId,
    wabaId: PlatformId,
    /** Registers the number for the API; null when it is registered. */
    pin: z
      .string()
      .regex(/^\d{6}$/)
      .nullable(),
  }),
  z.strictObject({
    channel: z.literal('messenger'),
    app: App,
    credential: Credential,
    pageId: PlatformId,
  }),
  z.strictObject({
    channel: z.literal('instagram'),
    app: App,
    credential: Credential,
    /** Null: the account's token says whose it is. */
    instagramId: PlatformId.nullable(),
    /** The page that it is linked to; null for Instagram Login. */
    pageId: PlatformId.nullable(),
    /** What Meta calls "Instagram app id" and "secret"; needed for a code. */
    loginApp: LoginApp.nullable(),
    redirectUri: z.url().max(500).nullable(),
  }),
])
export type ConnectInput = z.infer<typeof ConnectInput>

/** An app that the org may connect accounts with. */
export const MetaApp = z.object({
  id: z.string(),
  /** The installation's, for every org. */
  isShared: z.boolean(),
})
export type MetaApp = z.infer<typeof MetaApp>

export const InboxState = z.enum(['connected', 'paused', 'reconnect', 'disconnected'])
export type InboxState = z.infer<typeof InboxState>

/** What is known of an account's token. Never the token. */
export const TokenState = z.object({
  setAt: z.iso.datetime().nullable(),
  /** Null: it has no end, or nobody said. */
  expiresAt: z.iso.datetime().nullable(),
  refusedAt: z.iso.datetime().nullable(),
  /** Why, in words. */
  refusal: z.string().nullable(),
})

const Greeting = z.string().trim().max(300)

/** With what a widget greets, by the language of the visitor; empty: with the widget's own words. */
export const WidgetGreeting = z.strictObject({ en: Greeting, es: Greeting, pt: Greeting })
export type WidgetGreeting = z.infer<typeof WidgetGreeting>

/** An inbox as its settings show it. */
export const InboxDetail = z.object({
  id: Id,
  name: z.string(),
  channel: z.enum(['web', 'whatsapp', 'instagram', 'messenger']),
  externalId: z.string(),
  state: InboxState,
  backend: z.object({ id: Id, name: z.string() }).nullable(),
  answersBy: AnswersBy,
  /** When AI answers, where it does. */
  aiWhen: AiWhen,
  /** What AI is for here, as it holds: the inbox's own words, or else the org's; empty where none say it. */
  purpose: z.string(),
  token: TokenState.nullable(),
  app: z.object({ id: z.string(), callbackUrl: z.string() }).nullable(),
  /** Of a number of WhatsApp: the catalogue from which products are shown. */
  catalogId: z.string().nullable(),
  widget: z
    .object({
      ...{ loaderUrl: z.string(), allowedOrigins: z.array(z.string()) },
      /** As it is said now, by whoever answers. */
      greeting: WidgetGreeting,
      /** Of a micro-backend that does not answer now: said again once it does; null: none. */
      keptGreeting: WidgetGreeting.nullable(),
    })
    .nullable(),
  pausedAt: z.iso.datetime().nullable(),
  /** Deliveries that wait because it is paused, or because its token is refused. */
  waiting: z.number().int(),
  disconnectedAt: z.iso.datetime().nullable(),
  /** When the rest of what the platform gave is deleted. */
  forgetAt: z.iso.datetime().nullable(),
  forgottenAt: z.iso.datetime().nullable(),
})
export type InboxDetail = z.infer<typeof InboxDetail>
