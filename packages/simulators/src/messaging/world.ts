/**
 * Everything the simulated Messenger or Instagram knows, as plain data. The two are one platform with
 * different limits, so they share these verbs; `traits.ts` says where they differ.
 */
import type { Clock } from '../clock.ts'
import type { App } from '../meta/app.ts'
import type { MediaShelf } from '../meta/media.ts'
import type { WebhookOptions, WebhookQueue } from '../meta/webhook-queue.ts'
import type { StateFile } from '../state-file.ts'
import type { Timers } from '../timers.ts'
import type { Fields } from '../whatsapp/fields.ts'
import type { Traits } from './traits.ts'

/** A Page, or an Instagram professional account. */
export type Account = {
  id: string
  name: string
  username: string | null
  accessToken: string
  tokenIssuedAt: number
  /** Null: the token lives until its owner changes the password. */
  tokenExpiresAt: number | null
  /** The Page an Instagram account is linked to; its sends may come through the Page as well. */
  pageId: string | null
  appId: string
  /** Meta granted the app "Human Agent": a person may answer for seven days. */
  hasHumanAgent: boolean
  /** Instagram's "allow access to messages". Without it every call is refused. */
  allowsMessages: boolean
  subscribedFields: string[]
  /** What was set as `messenger_profile`: get started, ice breakers, greeting. */
  profile: Fields
}

export type Person = {
  id: string
  name: string
  username: string | null
  /** The id each account knows them by: a PSID or an IGSID. */
  scopedIds: Record<string, string>
  /** Lets a business look at name and picture. */
  hasConsent: boolean
}

export type Attachment = { type: string; payload: Fields; title?: string | undefined }

/** What a message says, in Graph's own words. */
export type MessageBody = {
  text?: string | undefined
  attachments?: Attachment[] | undefined
  /** Offered under a message of the business. */
  quickReplies?: Fields[] | undefined
  /** The payload of the quick reply that a person pressed. */
  quickReply?: string | undefined
  /** A pressed button, in place of text. */
  postback?: { title: string; payload: string } | undefined
  replyTo?: string | undefined
  /** The story that this answers. */
  story?: { id: string; url: string } | undefined
  referral?: Fields | undefined
  isUnsupported?: true | undefined
}

export type DirectMessage = {
  id: string
  accountId: string
  personId: string
  /** As the business sees it: `in` comes from the person. */
  direction: 'in' | 'out'
  /** `page`: somebody wrote it in the Page's own inbox, or in the Instagram app. */
  author: 'person' | 'app' | 'page'
  at: number
  body: MessageBody
  metadata: string | null
  /** An `in` is delivered once the server acknowledged it. */
  status: 'sent' | 'delivered' | 'read'
  reactions: { person: string | null; business: string | null }
  /** The payload of the choice that was pressed. */
  pressed: string | null
  edits: number
  isUnsent: boolean
  isSeen: boolean
}

export type Thread = {
  accountId: string
  personId: string
  messages: DirectMessage[]
  lastInboundAt: number | null
  /** When free answers end; null when the person never wrote. */
  windowClosesAt: number | null
  /** The app that has the thread; null: whoever listens. */
  ownerAppId: string | null
  typingUntil: number
  /** The person blocked the business. */
  isBlocked: boolean
}

/** A comment under a post, which may be answered once in private, and in public as often as one likes. */
export type Comment = {
  id: string
  accountId: string
  personId: string
  at: number
  postId: string
  text: string
  isAnswered: boolean
  isHidden: boolean
  /** What the business said under it. */
  replies: { id: string; text: string; at: number }[]
}

/** One event on its way to the server. It is kept until it is acknowledged. */
export type QueuedEvent = {
  id: string
  accountId: string
  personId: string
  where: 'messaging' | 'standby' | 'changes' | 'raw'
  at: number
  event: unknown
  /** The message that is delivered once this is acknowledged. */
  mid: string | null
}

/** The next `times` calls that fit go wrong. `kind` is a code, a code and a subcode, or a mishap. */
export type Fault = {
  kind: string
  times: number
  accountId: string | null
  personId: string | null
  when: 'send' | 'upload' | 'profile'
}

export type Settings = {
  /** How long Graph takes before it does what a call asks. */
  latencyMs: number
  /** How long an answer takes after the work is done: echoes and reads overtake it. */
  answerMs: number
  /** After how long a send is delivered; null: never by itself. */
  deliveredMs: number | null
  /** Echoes name the app and carry its metadata. */
  echoesNameApp: boolean
  /** How long the address of a file holds, by the simulators' clock. */
  urlLifeMs: number
  sendsPerSecondMax: number
  webhooks: WebhookOptions
}

/** What a phone page, or a test that waits, is told. */
export type ThreadEvent = { thread: Thread; message: DirectMessage | null }

export type Messaging = {
  traits: Traits
  apps: Map<string, App>
  accounts: Map<string, Account>
  people: Map<string, Person>
  threads: Map<string, Thread>
  messages: Map<string, DirectMessage>
  comments: Map<string, Comment>
  outbox: Map<string, QueuedEvent>
  faults: Fault[]
  settings: Settings
  media: MediaShelf
  clock: Clock
  timers: Timers
  state: StateFile
  webhooks: WebhookQueue<QueuedEvent>
  listeners: Set<(event: ThreadEvent) => void>
  /** When the sends of the last second were taken, by the machine's clock. */
  recentSends: number[]
  /** Where this simulator is reached; addresses of files begin with it. */
  url(): string
}

/** The thread between an account and a person, made when it is first asked for. */
export function threadOf(world: Messaging, accountId: string, personId: string): Thread {
  const key = `${accountId} ${personId}`
  const known = world.threads.get(key)
  if (known) return known
  const thread: Thread = {
    accountId,
    personId,
    messages: [],
    lastInboundAt: null,
    windowClosesAt: null,
    ownerAppId: null,
    typingUntil: 0,
    isBlocked: false,
  }
  world.threads.set(key, thread)
  return thread
}

/** Keeps a new message and shows it on the phone. */
export function addMessage(world: Messaging, message: DirectMessage): void {
  threadOf(world, message.accountId, message.personId).messages.push(message)
  world.messages.set(message.id, message)
  announce(world, message)
}

/** Tells everybody who looks that a message is new or changed. */
export function announce(world: Messaging, message: DirectMessage): void {
  tell(world, threadOf(world, message.accountId, message.personId), message)
}

/** Tells everybody who looks that a thread changed: typing, a block, another owner. */
export function tell(world: Messaging, thread: Thread, message: DirectMessage | null = null): void {
  for (const listener of world.listeners) listener({ thread, message })
  world.state.changed()
}
