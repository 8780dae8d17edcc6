import { newId } from '@hilo/protocol'
import type { WebhookTarget } from '../meta/webhook-queue.ts'
import type { Fields } from '../whatsapp/fields.ts'
import { scopedIdOf } from './find.ts'
import type { EventField } from './traits.ts'
import { announce, type Messaging, type QueuedEvent, type Thread } from './world.ts'

export type ThreadNews = {
  field: EventField
  event: Fields
  at?: number
  /** `business`: the account stands as the sender, as in an echo. */
  from?: 'person' | 'business'
  mid?: string
}

/**
 * Sends an event of a thread to the server, when its account subscribed to it. While another app has the
 * thread it comes as `standby`, where a postback has no payload.
 * https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/standby
 */
export function pushEvent(world: Messaging, thread: Thread, news: ThreadNews): void {
  const account = world.accounts.get(thread.accountId)
  const person = world.people.get(thread.personId)
  if (!account || !person) return
  const isOthers = thread.ownerAppId !== null && thread.ownerAppId !== account.appId
  const isStandby = isOthers && news.field !== 'handover'
  const subscribed = (field: EventField) => account.subscribedFields.includes(world.traits.fields[field])
  if (!subscribed(news.field) || (isStandby && !subscribed('standby'))) return

  const sides = [{ id: scopedIdOf(world, account, person) }, { id: account.id }]
  const [sender, recipient] = news.from === 'business' ? sides.reverse() : sides
  const at = news.at ?? world.clock.now()
  const event = { sender, recipient, timestamp: at, ...(isStandby ? withoutPayload(news.event) : news.event) }
  queueEvent(world, {
    id: newId(),
    accountId: account.id,
    personId: person.id,
    where: isStandby ? 'standby' : 'messaging',
    at,
    event,
    mid: news.mid ?? null,
  })
}

function withoutPayload(event: Fields): Fields {
  if (event.postback === undefined) return event
  const { payload: _payload, ...postback } = event.postback as Fields
  return { ...event, postback }
}

/** Puts an event on its way; events of one thread arrive in order. */
export function queueEvent(world: Messaging, event: QueuedEvent): void {
  world.outbox.set(event.id, event)
  world.state.changed()
  world.webhooks.push(`${event.accountId} ${event.personId}`, event)
}

/** The envelope around what a lane has to say: neighbours of one kind share an entry. */
export function webhookBody(world: Messaging, items: readonly QueuedEvent[]): unknown {
  const [first] = items
  if (first?.where === 'raw') return first.event
  const groups: QueuedEvent[][] = []
  for (const item of items) {
    const last = groups.at(-1)
    if (last?.[0]?.where === item.where) last.push(item)
    else groups.push([item])
  }
  const entry = groups.flatMap((group) => {
    const [head] = group
    if (!head) return []
    // Comments are the one kind whose entry counts in seconds.
    const time = head.where === 'changes' ? Math.floor(head.at / 1000) : world.clock.now()
    return [{ id: head.accountId, time, [head.where]: group.map((item) => item.event) }]
  })
  return { object: world.traits.object, entry }
}

/** Where the events of an account go: asked at every attempt. */
export function targetOf(world: Messaging, item: QueuedEvent): WebhookTarget | null {
  const app = world.apps.get(world.accounts.get(item.accountId)?.appId ?? '')
  return app ? { url: app.webhookUrl, appSecret: app.appSecret } : null
}

/** The server took it: it is not sent again after a restart, and the message has its second tick. */
export function acknowledgeEvent(world: Messaging, item: QueuedEvent): void {
  world.outbox.delete(item.id)
  world.state.changed()
  const message = item.mid === null ? undefined : world.messages.get(item.mid)
  if (message?.direction !== 'in' || message.status !== 'sent') return
  message.status = 'delivered'
  announce(world, message)
}
