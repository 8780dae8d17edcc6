import { awaitFound } from '../meta/await-found.ts'
import { type At, placeOf } from './find.ts'
import type { DirectMessage, Messaging, ThreadEvent } from './world.ts'

export type AwaitMessages = At & { after: number; timeoutMs: number }

/**
 * What was said for the business beyond its first `after` messages, as soon as anything was.
 *
 * @throws AppError `unavailable` when nothing comes in time.
 */
export function awaitMessages(world: Messaging, wanted: AwaitMessages): Promise<DirectMessage[]> {
  const { account, person, thread } = placeOf(world, wanted)
  return awaitFound({
    listeners: world.listeners,
    found: (event?: ThreadEvent) =>
      event && event.thread !== thread
        ? []
        : thread.messages.filter(({ direction }) => direction === 'out').slice(wanted.after),
    timeoutMs: wanted.timeoutMs,
    silence: `${account.name} said nothing more to ${person.name}`,
  })
}
