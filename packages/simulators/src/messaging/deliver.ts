/** What becomes of a send: it reaches the phone, and is read when the person looks. */
import { pushEvent } from './push-event.ts'
import { announce, type DirectMessage, type Messaging, type Thread, threadOf } from './world.ts'

/** Lets a send arrive after the set time. A restart may call it again. */
export function startDelivery(world: Messaging, message: DirectMessage): void {
  const { deliveredMs } = world.settings
  if (message.status !== 'sent' || deliveredMs === null) return
  world.timers.after(deliveredMs, () => deliver(world, message))
}

function deliver(world: Messaging, message: DirectMessage): void {
  if (message.status !== 'sent' || message.isUnsent) return
  message.status = 'delivered'
  announce(world, message)
  const thread = threadOf(world, message.accountId, message.personId)
  if (world.traits.hasDeliveries) {
    const delivery = { mids: [message.id], watermark: message.at }
    pushEvent(world, thread, { field: 'delivery', event: { delivery } })
  }
  if (message.isSeen) reportRead(world, thread)
}

/**
 * The person looks at the thread: what was delivered becomes read at once, what was not becomes read when it
 * is. Looking twice says nothing twice.
 */
export function look(world: Messaging, thread: Thread): void {
  for (const message of thread.messages) if (message.direction === 'out') message.isSeen = true
  reportRead(world, thread)
}

/** Messenger names a time until which all is read; Instagram names each message. */
function reportRead(world: Messaging, thread: Thread): void {
  const read = thread.messages.filter(
    ({ direction, status, isSeen }) => direction === 'out' && status === 'delivered' && isSeen,
  )
  for (const message of read) {
    message.status = 'read'
    announce(world, message)
  }
  const last = read.at(-1)
  if (!last) return
  if (world.traits.readBy === 'watermark') {
    pushEvent(world, thread, { field: 'read', event: { read: { watermark: last.at } } })
    return
  }
  for (const { id } of read) pushEvent(world, thread, { field: 'read', event: { read: { mid: id } } })
}
