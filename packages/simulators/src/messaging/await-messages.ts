import { AppError } from '@hilo/protocol'
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
  const found = () => thread.messages.filter(({ direction }) => direction === 'out').slice(wanted.after)

  return new Promise((resolve, reject) => {
    const already = found()
    if (already.length > 0) return resolve(already)

    const listener = (event: ThreadEvent) => {
      const messages = event.thread === thread ? found() : []
      if (messages.length > 0) finish(() => resolve(messages))
    }
    const timer = setTimeout(() => {
      const silence = `${account.name} said nothing more to ${person.name}`
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

/** Resolves when no webhook is on its way. @throws AppError `unavailable` after `timeoutMs`. */
export async function awaitIdle(world: Messaging, { timeoutMs }: { timeoutMs: number }): Promise<void> {
  const until = Date.now() + timeoutMs
  while (world.webhooks.counts().pending > 0 && !world.timers.isStopped()) {
    if (Date.now() > until) {
      throw new AppError('unavailable', `${world.webhooks.counts().pending} webhooks are still on their way.`)
    }
    await world.timers.pause(5)
  }
}
