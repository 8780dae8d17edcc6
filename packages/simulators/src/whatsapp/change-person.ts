import { AppError } from '@hilo/protocol'
import { given } from '../meta/change-settings.ts'
import { addressOf } from './add-person.ts'
import type { Person, WhatsApp } from './world.ts'
import { personOf, writeMessage } from './write-message.ts'

export type PersonChange = {
  personId: string
  name?: string | undefined
  /** Null takes it away. A new one is told with the next message, as on the real platform. */
  username?: string | null | undefined
  /** A number in any spelling; null hides it: the business knows the BSUID alone. */
  phone?: string | null | undefined
  bsuid?: string | undefined
}

/**
 * Changes somebody. Another number, or another BSUID, is told to every business that the person wrote to, by
 * the system message that Meta sends of it.
 *
 * @throws AppError `invalid_request` when nobody could reach the person any more, `conflict` for an address
 * that somebody else has.
 */
export function changePerson(world: WhatsApp, { personId, phone, ...change }: PersonChange): Person {
  const person = personOf(world, personId)
  const before = { ...person }
  const waId = phone === undefined ? person.waId : phone === null ? null : addressOf(phone)
  const after: Person = { ...person, ...given(change), waId }
  if (after.waId === null && after.bsuid === null) {
    throw new AppError('invalid_request', 'Without a phone number the person needs a BSUID: give one.')
  }
  const isTaken = [...world.people.values()].some(
    (other) => other.id !== person.id && other.waId !== null && other.waId === after.waId,
  )
  if (isTaken) throw new AppError('conflict', 'Somebody else already has this number.')
  tellNumber(world, before, after)
  Object.assign(person, after)
  tellUserId(world, before, after)
  world.state.changed()
  return person
}

// https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components#messages-object
function tellNumber(world: WhatsApp, before: Person, after: Person): void {
  if (after.waId === null || before.waId === null || before.waId === after.waId) return
  const text = `User ${before.name} changed from ${before.waId} to ${after.waId}`
  tell(world, before, { type: 'user_changed_number', wa_id: after.waId, body: text })
}

function tellUserId(world: WhatsApp, before: Person, after: Person): void {
  if (after.bsuid === null || before.bsuid === null || before.bsuid === after.bsuid) return
  const text = `User ${before.name} changed from ${before.bsuid} to ${after.bsuid}`
  const ids = { user_id: after.bsuid, previous_user_id: before.bsuid }
  tell(world, before, { type: 'user_changed_user_id', ...ids, body: text })
}

function tell(world: WhatsApp, { id }: Person, body: Record<string, unknown>): void {
  for (const { phoneNumberId, personId, messages } of [...world.chats.values()]) {
    if (personId === id && messages.length > 0) {
      writeMessage(world, { personId, phoneNumberId }, { type: 'system', body })
    }
  }
}
