import { AppError } from '@hilo/protocol'
import type { Timers } from '../timers.ts'
import type { WebhookQueue } from './webhook-queue.ts'

type Waiting<Message, Event> = {
  listeners: Set<(event: Event) => void>
  /** What came so far; empty while there is nothing. */
  found(event?: Event): Message[]
  timeoutMs: number
  /** What is said when nothing comes: `Casa Lumbre said nothing more to Ana`. */
  silence: string
}

/** Resolves as soon as something is found. @throws AppError `unavailable` when nothing is in time. */
export function awaitFound<Message, Event>(waiting: Waiting<Message, Event>): Promise<Message[]> {
  const { listeners, found, timeoutMs, silence } = waiting
  return new Promise((resolve, reject) => {
    const already = found()
    if (already.length > 0) return resolve(already)

    const listener = (event: Event) => {
      const messages = found(event)
      if (messages.length > 0) finish(() => resolve(messages))
    }
    const timer = setTimeout(() => {
      finish(() => reject(new AppError('unavailable', `${silence} within ${timeoutMs} ms.`)))
    }, timeoutMs)
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      listeners.delete(listener)
      settle()
    }
    listeners.add(listener)
  })
}

/** Resolves when no webhook is on its way. @throws AppError `unavailable` after `timeoutMs`. */
export async function awaitIdle<Item>(
  { webhooks, timers }: { webhooks: WebhookQueue<Item>; timers: Timers },
  { timeoutMs }: { timeoutMs: number },
): Promise<void> {
  const until = Date.now() + timeoutMs
  while (webhooks.counts().pending > 0 && !timers.isStopped()) {
    if (Date.now() > until) {
      throw new AppError('unavailable', `${webhooks.counts().pending} webhooks are still on their way.`)
    }
    await timers.pause(5)
  }
}
