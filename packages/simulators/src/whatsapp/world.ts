/** Everything the simulated WhatsApp knows, as plain data. The verbs beside this file change it. */
import type { Clock } from '../clock.ts'
import type { App } from '../meta/app.ts'
import type { MediaShelf } from '../meta/media.ts'
import type { WebhookOptions, WebhookQueue } from '../meta/webhook-queue.ts'
import type { StateFile } from '../state-file.ts'
import type { Timers } from '../timers.ts'

export const MESSAGING_LIMITS = ['TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED'] as const

/** A connected number of a business. */
export type BusinessNumber = {
  phoneNumberId: string
  displayPhoneNumber: string
  verifiedName: string
  wabaId: string
  accessToken: string
  /** By the simulators' clock; null or absent: never. */
  tokenExpiresAt?: number | null
  /** `GREEN`, `YELLOW` or `RED`; green when nothing else was said. */
  quality?: string
  /** How many people it may write to first in a day: `TIER_250` and the like. */
  messagingLimit?: (typeof MESSAGING_LIMITS)[number]
  appId: string
}

/** Somebody who holds a simulated phone. At least one of `waId` (phone number) and `bsuid` is there. */
export type Person = {
  id: string
  name: string
  username: string | null
  waId: string | null
  bsuid: string | null
}

/** `accepted`: Graph said 200 and nothing else happened yet. A person's own message begins as `sent`. */
export type MessageStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed'

export type StatusError = { code: number; title: string; message: string; error_data: { details: string } }

export type PhoneMessage = {
  id: string
  phoneNumberId: string
  personId: string
  /** As the business sees it: `in` comes from the person. */
  direction: 'in' | 'out'
  at: number
  type: string
  /** What stands under the key named like the type, in Graph's own words. */
  body: unknown
  replyTo: string | null
  /** The `biz_opaque_callback_data` of a send. */
  opaque: string | null
  status: MessageStatus
  /** The last status (or, for `in`, the message itself) that the server acknowledged. */
  reported: MessageStatus | null
  errors: StatusError[]
  /** Who put which emoji on it. */
  reactions: { person: string | null; business: string | null }
  /** The id of the choice that was pressed. */
  pressed: string | null
  /** How often the person changed it. */
  edits?: number
  /** The person took it back: nothing of it is left. */
  isUnsent?: boolean
  /** The person looked at it, perhaps before it was reported as delivered. */
  isSeen: boolean
}

export type Chat = {
  phoneNumberId: string
  personId: string
  messages: PhoneMessage[]
  /** When the person last wrote; the 24 hours of the window begin there. */
  lastInboundAt: number | null
  typingUntil: number
  /** The person blocked the business. */
  isBlocked?: boolean
}

export const TEMPLATE_STATUSES = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED'] as const

/** A template in Graph's own words. */
export type Template = {
  id: string
  wabaId: string
  name: string
  language: string
  category: string
  status: (typeof TEMPLATE_STATUSES)[number]
  /** `GREEN`, `YELLOW`, `RED` or `UNKNOWN`. */
  quality: string
  /** Why it was rejected, or `NONE`. */
  reason: string
  format: 'POSITIONAL' | 'NAMED'
  components: Record<string, unknown>[]
}

/**
 * The next `times` sends that fit go wrong. `status`: Graph accepts, and the failure comes as a status.
 * `upload`: the uploads of files go wrong instead; they name no person.
 */
export type Fault = {
  /** A code, a code and a subcode, or a mishap. */
  kind: string
  times: number
  phoneNumberId: string | null
  personId: string | null
  when: 'answer' | 'status' | 'upload'
}

export type Settings = {
  /** How long Graph takes for every call. */
  latencyMs: number
  /**
   * After how long a send becomes sent, delivered and read; null: never by itself. Read always follows a
   * look.
   */
  sentMs: number | null
  deliveredMs: number | null
  readMs: number | null
  /** How many messages a number may send in a second. */
  sendsPerSecondMax: number
  /** How many messages a number may send to one person at once; one more comes every six seconds. */
  pairBurstMax: number
  webhooks: WebhookOptions
}

/** One message or status on its way to the server. */
export type WebhookItem =
  | { kind: 'message'; message: PhoneMessage; value: Record<string, unknown> }
  | { kind: 'status'; message: PhoneMessage; status: MessageStatus; value: Record<string, unknown> }
  | { kind: 'raw'; phoneNumberId: string; body: unknown }

/** What a phone page, or a test that waits, is told. */
export type WorldEvent = { chat: Chat; message: PhoneMessage }

/** A product of a catalogue, as a phone shows it. */
export type CatalogueProduct = { id: string; name: string; price: number; currency: string }

export const FLOW_FIELDS = ['text', 'number', 'date', 'choice'] as const
export const FLOW_STATUSES = ['PUBLISHED', 'BLOCKED', 'THROTTLED'] as const

export type FlowField = {
  name: string
  label: string
  kind: (typeof FLOW_FIELDS)[number]
  choices: string[]
}
export type FlowScreen = { id: string; title: string; fields: FlowField[] }
/** A form that opens in the chat: its screens, one after the other. */
export type Flow = {
  id: string
  name?: string
  status: (typeof FLOW_STATUSES)[number]
  screens: FlowScreen[]
}

export type WhatsApp = {
  apps: Map<string, App>
  numbers: Map<string, BusinessNumber>
  /** Business accounts whose webhooks no app wants. */
  unsubscribed: Set<string>
  /** Where the webhooks of a business account go when not to the callback of its app. */
  overrides: Map<string, string>
  people: Map<string, Person>
  chats: Map<string, Chat>
  messages: Map<string, PhoneMessage>
  templates: Template[]
  /** The forms that were declared, by id. */
  flows: Map<string, Flow>
  /** Products by the id of their catalogue. */
  catalogues: Map<string, CatalogueProduct[]>
  faults: Fault[]
  settings: Settings
  media: MediaShelf
  clock: Clock
  timers: Timers
  state: StateFile
  webhooks: WebhookQueue<WebhookItem>
  listeners: Set<(event: WorldEvent) => void>
  /** When each number, and each pair of number and person, sent lately; by the machine's clock. */
  recentSends: Map<string, number[]>
  /** Where this simulator is reached; media URLs begin with it. */
  url(): string
}

/** The thread between a number and a person, made when it is first asked for. */
export function chatOf(world: WhatsApp, phoneNumberId: string, personId: string): Chat {
  const key = `${phoneNumberId} ${personId}`
  const known = world.chats.get(key)
  if (known) return known
  const chat: Chat = { phoneNumberId, personId, messages: [], lastInboundAt: null, typingUntil: 0 }
  world.chats.set(key, chat)
  return chat
}

/** Keeps a new message and shows it on the phone. */
export function addMessage(world: WhatsApp, message: PhoneMessage): void {
  const chat = chatOf(world, message.phoneNumberId, message.personId)
  chat.messages.push(message)
  world.messages.set(message.id, message)
  announce(world, message)
}

/** Tells everybody who looks that a message is new or changed. */
export function announce(world: WhatsApp, message: PhoneMessage): void {
  const chat = chatOf(world, message.phoneNumberId, message.personId)
  for (const listener of world.listeners) listener({ chat, message })
  world.state.changed()
}
