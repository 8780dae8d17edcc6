import { AppError } from '@hilo/protocol'
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
  const found = () => chat.messages.filter((message) => message.direction === 'out').slice(wanted.after)

  return new Promise((resolve, reject) => {
    const already = found()
    if (already.length > 0) return resolve(already)

    const listener = (event: WorldEvent) => {
      if (event.chat !== chat || event.message.direction !== 'out') return
      const messages = found()
      if (messages.length > 0) finish(() => resolve(messages))
    }
    const timer = setTimeout(() => {
      const silence = `${number.verifiedName} said nothing more to ${person.name}`
      finish(() => reject(new AppError('unavailable', `${silence} within ${wanted.timeoutMs} ms.`)))
    }, wanted.timeoutMs)
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      world.listeners.delete(listener)
      settle()
    }
    world.listeners.add(listener)
  })
}

/**
 * Resolves when no webhook is on its way. @throws AppError `unavailable` when some still are after
 * `timeoutMs`.
 */
export async function awaitIdle(world: WhatsApp, { timeoutMs }: { timeoutMs: number }): Promise<void> {
  const until = Date.now() + timeoutMs
  while (world.webhooks.counts().pending > 0 && !world.timers.isStopped()) {
    if (Date.now() > until) {
      throw new AppError('unavailable', `${world.webhooks.counts().pending} webhooks are still on their way.`)
    }
    await world.timers.pause(5)
  }
}
