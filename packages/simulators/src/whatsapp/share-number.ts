import { createHash } from 'node:crypto'
import { AppError } from '@hilo/protocol'
import { isFields } from '../meta/fields.ts'
import { announce, type Person, type PhoneMessage, type WhatsApp } from './world.ts'
import { writeMessage } from './write-message.ts'

/**
 * Presses the button of a message that asks for the phone number: it comes as a contact card that says where
 * it comes from. Whoever wrote without their number has one all the same.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 *
 * @throws AppError `not_found` when the message has no such button.
 */
export function shareNumber(
  world: WhatsApp,
  { personId, messageId }: { personId: string; messageId: string },
): PhoneMessage {
  const message = world.messages.get(messageId)
  const person = world.people.get(personId)
  const isRequest = message && isFields(message.body) && message.body.type === 'request_contact_info'
  if (!person || !isRequest || message.personId !== personId)
    throw new AppError('not_found', 'There is no button in this message that shares the phone number.')
  message.pressed = 'request_contact_info'
  announce(world, message)
  const digits = person.waId ?? numberOf(person)
  const card = {
    origin: 'contact_request',
    name: { formatted_name: person.name, first_name: person.name.split(' ')[0] },
    phones: [{ phone: `+${digits}`, wa_id: digits, type: 'CELL' }],
  }
  const from = { personId, phoneNumberId: message.phoneNumberId }
  return writeMessage(world, from, { type: 'contacts', body: [card], replyTo: messageId })
}

/** Of numbers that nobody has. https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama */
function numberOf({ id }: Person): string {
  return `447700900${String((createHash('sha256').update(id).digest()[0] ?? 0) + 100)}`
}
