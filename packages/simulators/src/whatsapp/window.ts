import { type BusinessNumber, type Chat, chatOf, type Person, type WhatsApp } from './world.ts'
import { numberOf, personOf } from './write-message.ts'

const WINDOW_MS = 24 * 3_600_000

/** Free answers are allowed now. */
export function isOpen(world: WhatsApp, number: BusinessNumber, person: Person | null): boolean {
  if (!person) return false
  const { lastInboundAt } = chatOf(world, number.phoneNumberId, person.id)
  return lastInboundAt !== null && world.clock.now() - lastInboundAt < WINDOW_MS
}

/** Opens the window as if the person had just written, or closes it as if a day had passed. */
export function setWindow(
  world: WhatsApp,
  { isOpen: open, ...at }: { personId: string; phoneNumberId?: string | undefined; isOpen: boolean },
): Chat {
  const chat = chatOf(world, numberOf(world, at.phoneNumberId).phoneNumberId, personOf(world, at.personId).id)
  chat.lastInboundAt = world.clock.now() - (open ? 0 : WINDOW_MS)
  world.state.changed()
  return chat
}
