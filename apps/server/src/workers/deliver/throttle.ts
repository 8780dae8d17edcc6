import { setTimeout as sleep } from 'node:timers/promises'
import type { Content, Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import type { DeliveryFailure, Sending } from '../../domain/delivery/delivery.ts'
import { sentLately } from '../../domain/delivery/sent-lately.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { ownFailure } from '../../domain/reason/reasons.ts'
import { createSlots, type Slots } from '../../slots.ts'
import { createLimiter, type Limit, type LimitName } from './limiter.ts'
import { limitsOf, ORG_UNDER_WAY_MAX, PAIR_MEMORY_MS, type Rate } from './limits.ts'

/**
 * Keeps deliveries to what the platforms take of an account and to one contact, and an org to its share of
 * the connections. A short wait is waited out here; a longer one is handed back, so that it is seen, outlives
 * the process, and holds nothing up but its own conversation.
 */
export type Throttle = {
  /** Waits until it may go; or tells for how long it may not, in ms, and why. */
  enter(sending: Sending, inbox: Inbox): Promise<Refused | null>
  /** The same for a file that the platform counts apart. */
  enterMedia(sending: Sending, inbox: Inbox, content: Content): Promise<Refused | null>
  /** It was handed to the platform, or given up. */
  leave(sending: Sending): void
  /** Runs a request of the org when one of its places is free. */
  share<T>(orgId: Id, request: () => Promise<T>): Promise<T>
}

type Refused = { ms: number; failure: DeliveryFailure }

/** What is waited out here. */
const PATIENCE_MS = 1_000

const WAITS: Record<LimitName, DeliveryFailure> = {
  pair: ownFailure('pair_limit'),
  account: ownFailure('account_limit'),
  media: ownFailure('media_limit'),
}
const CODES = new Set(Object.values(WAITS).map(({ code }) => code))

/** True of a delivery that only waits for its turn. */
export function isThrottled({ code }: DeliveryFailure): boolean {
  return CODES.has(code)
}

export function createThrottle(db: Database, clock: () => number = () => performance.now()): Throttle {
  const limiter = createLimiter(clock)
  const began = clock()
  const remembered = new Set<Id>()
  const orgs = new Map<Id, { slots: Slots; used: number }>()

  /** Until everything that still counts was sent by this process, what was sent before it is looked up. */
  async function remember(sending: Sending, rate: Rate): Promise<void> {
    const { conversationId } = sending
    if (clock() - began > PAIR_MEMORY_MS || remembered.has(conversationId)) return
    remembered.add(conversationId)
    const stepMs = 1_000 / rate.perSecond
    const ages = await sentLately(db, sending, PAIR_MEMORY_MS)
    const left = ages.reduce((until, ms) => Math.max(until, -ms) + stepMs, Number.NEGATIVE_INFINITY)
    if (left > 0) limiter.use(pairOf(sending), rate, left / stepMs)
  }

  async function wait(id: string, limits: readonly Limit[]): Promise<Refused | null> {
    const { ms, by } = limiter.waitOf(id, limits)
    if (ms > PATIENCE_MS) return { ms, failure: WAITS[by ?? 'account'] }
    if (ms > 0) await sleep(ms)
    return null
  }

  return {
    async enter(sending, inbox) {
      const limits = limitsOf(inbox)
      if (!limits) return null
      if (limits.pair) await remember(sending, limits.pair)
      return wait(sending.id, [
        ...(limits.pair ? [{ key: pairOf(sending), name: 'pair' as const, rate: limits.pair }] : []),
        { key: inbox.id, name: 'account', rate: limits.account },
      ])
    },
    async enterMedia(sending, inbox, content) {
      const rate = limitsOf(inbox)?.media
      const isCounted = content.type === 'media' && (content.kind === 'audio' || content.kind === 'video')
      if (!rate || !isCounted) return null
      return wait(mediaOf(sending), [{ key: `${inbox.id} media`, name: 'media', rate }])
    },
    leave(sending) {
      limiter.done(sending.id)
      limiter.done(mediaOf(sending))
    },
    async share(orgId, request) {
      const org = orgs.get(orgId) ?? { slots: createSlots(ORG_UNDER_WAY_MAX), used: 0 }
      orgs.set(orgId, org)
      org.used++
      try {
        return await org.slots(request)
      } finally {
        if (--org.used === 0) orgs.delete(orgId)
      }
    },
  }
}

function pairOf({ conversationId }: Sending): string {
  return conversationId
}

function mediaOf({ id }: Sending): string {
  return `${id} media`
}
