/** What a person does on the phone: every message goes to the server as a signed webhook. */
import { AppError } from '@hilo/protocol'
import { newMessageId } from './message-id.ts'
import {
  addMessage,
  announce,
  type BusinessNumber,
  chatOf,
  type Person,
  type PhoneMessage,
  type WhatsApp,
} from './world.ts'

export type Written = {
  type: string
  /** What stands under the key named like the type. */
  body: unknown
  replyTo?: string | null
}

/** Messages that let the business answer freely for 24 hours; a reaction or a system message does not. */
const OPENS_NO_WINDOW = new Set(['reaction', 'system', 'edit', 'revoke'])

/**
 * Sends one message of a person to a business.
 *
 * @throws AppError `not_found` when there is no such person or number.
 */
export function writeMessage(
  world: WhatsApp,
  from: { personId: string; phoneNumberId?: string | undefined },
  written: Written,
): PhoneMessage {
  const person = personOf(world, from.personId)
  const number = numberOf(world, from.phoneNumberId)
  const message: PhoneMessage = {
    id: newMessageId(person.waId ?? person.id),
    phoneNumberId: number.phoneNumberId,
    personId: person.id,
    direction: 'in',
    at: world.clock.now(),
    type: written.type,
    body: written.body,
    replyTo: written.replyTo ?? null,
    opaque: null,
    status: 'sent',
    reported: null,
    errors: [],
    reactions: { person: null, business: null },
    pressed: null,
    isSeen: true,
  }
  if (OPENS_NO_WINDOW.has(written.type)) return sent(world, message)
  // Writing to a business that was blocked lifts the block.
  const chat = chatOf(world, number.phoneNumberId, person.id)
  Object.assign(chat, { lastInboundAt: message.at, isBlocked: false })
  return sent(world, message)
}

function sent(world: WhatsApp, message: PhoneMessage): PhoneMessage {
  addMessage(world, message)
  pushMessage(world, message)
  return message
}

/** Sends the webhook of a message that the server has not acknowledged yet. */
export function pushMessage(world: WhatsApp, message: PhoneMessage): void {
  const person = personOf(world, message.personId)
  const number = numberOf(world, message.phoneNumberId)
  world.webhooks.push(`messages ${message.phoneNumberId} ${message.personId}`, {
    kind: 'message',
    message,
    value: messageValue(message, person, number),
  })
}

/** Puts an emoji on a message, or takes it back with null. */
export function react(
  world: WhatsApp,
  { personId, messageId, emoji }: { personId: string; messageId: string; emoji: string | null },
): PhoneMessage {
  const target = world.messages.get(messageId)
  if (!target) throw new AppError('not_found', `There is no message ${messageId}.`)
  target.reactions.person = emoji
  announce(world, target)
  const body = { message_id: messageId, ...(emoji === null ? {} : { emoji }) }
  return writeMessage(world, { personId, phoneNumberId: target.phoneNumberId }, { type: 'reaction', body })
}

/** @throws AppError `not_found` */
export function personOf(world: WhatsApp, personId: string): Person {
  const person = world.people.get(personId)
  if (!person) throw new AppError('not_found', `There is no phone "${personId}".`)
  return person
}

/** The number with this id, or the first one. @throws AppError `not_found` when none is registered. */
export function numberOf(world: WhatsApp, phoneNumberId?: string): BusinessNumber {
  const [first] = world.numbers.values()
  const number = phoneNumberId === undefined ? first : world.numbers.get(phoneNumberId)
  if (number) return number
  throw new AppError(
    'not_found',
    phoneNumberId === undefined
      ? 'No business number is registered yet, so there is nobody to write to.'
      : `There is no business number ${phoneNumberId}.`,
  )
}

// https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components#messages-object
function messageValue(
  message: PhoneMessage,
  person: Person,
  number: BusinessNumber,
): Record<string, unknown> {
  const business = number.displayPhoneNumber.replace(/\D/g, '')
  return {
    ...(message.replyTo === null ? {} : { context: { from: business, id: message.replyTo } }),
    ...(person.waId === null ? {} : { from: person.waId }),
    ...(person.bsuid === null ? {} : { from_user_id: person.bsuid }),
    id: message.id,
    timestamp: String(Math.floor(message.at / 1000)),
    type: message.type,
    [message.type]: message.body,
    ...(message.type === 'unsupported'
      ? { errors: [{ code: 131051, title: 'Message type unknown', message: 'Message type unknown' }] }
      : {}),
  }
}
