/** How long the business may answer, and what opens that time. */
import type { Fields } from '../whatsapp/fields.ts'
import { type Account, type Messaging, type Thread, tell } from './world.ts'

const DAY_MS = 86_400_000
const AD_WINDOW_MS = 7 * DAY_MS
const HUMAN_WINDOW_MS = 7 * DAY_MS

/**
 * The person did something that lets the business answer freely for 24 hours; after a message that an ad
 * brought, for seven days.
 */
export function openWindow(world: Messaging, thread: Thread, referral?: Fields): void {
  const now = world.clock.now()
  const closesAt = now + (referral?.source === 'ADS' ? AD_WINDOW_MS : DAY_MS)
  thread.windowClosesAt = Math.max(thread.windowClosesAt ?? 0, closesAt)
  thread.lastInboundAt = now
}

/** Free answers are allowed now. */
export function isOpen(world: Messaging, thread: Thread): boolean {
  return thread.windowClosesAt !== null && world.clock.now() < thread.windowClosesAt
}

/** A person of the business may answer now, with the tag for it. */
export function isOpenForPeople(world: Messaging, account: Account, thread: Thread): boolean {
  if (isOpen(world, thread)) return true
  const { lastInboundAt } = thread
  return (
    account.hasHumanAgent && lastInboundAt !== null && world.clock.now() < lastInboundAt + HUMAN_WINDOW_MS
  )
}

/** Opens the window as if the person had just written, or closes it as if a week had passed. */
export function setWindow(world: Messaging, thread: Thread, isOpen: boolean): Thread {
  if (isOpen) openWindow(world, thread)
  else {
    const longAgo = world.clock.now() - HUMAN_WINDOW_MS - 1
    Object.assign(thread, { lastInboundAt: longAgo, windowClosesAt: longAgo + DAY_MS })
  }
  tell(world, thread)
  return thread
}
