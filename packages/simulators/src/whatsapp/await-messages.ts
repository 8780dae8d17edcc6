import { awaitFound } from '../meta/await-found.ts'
import { chatOf, type PhoneMessage, type WhatsApp, type WorldEvent } from './world.ts'
import { numberOf, personOf } from './write-message.ts'

export type AwaitMessages = {
  personId: string
  phoneNumberId?: string | undefined
  after: number
  timeoutMs: number
}

/**
 * What the business said beyond its first `after` messages, as soon as it said anything.
 *
 * @throws AppError `unavailable` when nothing comes in time.
 */
export function awaitMessages(world: WhatsApp, wanted: AwaitMessages): Promise<PhoneMessage[]> {
  const person = personOf(world, wanted.personId)
  const number = numberOf(world, wanted.phoneNumberId)
  const chat = chatOf(world, number.phoneNumberId, person.id)
  return awaitFound({
    listeners: world.listeners,
    found: (event?: WorldEvent) =>
      event && event.chat !== chat
        ? []
        : chat.messages.filter(({ direction }) => direction === 'out').slice(wanted.after),
    timeoutMs: wanted.timeoutMs,
    silence: `${number.verifiedName} said nothing more to ${person.name}`,
  })
}
