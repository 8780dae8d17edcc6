import type { Receipt } from '../../domain/receipt/receipt.ts'
import { storeReceipts } from '../../domain/receipt/store.ts'
import { type Finished, finishEvents } from '../../domain/webhook/pending.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'

export type EventFinisher = {
  /** Takes an event out of a line, a moment later and with others. Nobody waits for it. */
  finish(done: Finished, receipts: readonly Receipt[]): void
  store(receipts: readonly Receipt[]): Promise<void>
  /** Events that are not marked yet, for draining at the end. */
  pending(): number
}

/**
 * An event that is finished again after a crash changes nothing, so finishing can wait for company: longer
 * where there is much of it, for two transactions are shared by all of a group.
 */
const ALONE_MS = 25
const IN_COMPANY_MS = 250

/**
 * Stores the receipts of events, then takes the events out of their lines: an event without its receipt is
 * still in the queue, and is worked on again by the next start. One group after the other, many events in
 * each.
 */
export function createEventFinisher({ db, log }: WorkerContext): EventFinisher {
  let done: { event: Finished; receipts: readonly Receipt[] }[] = []
  let isFlushing = false
  let underWay = 0

  async function store(receipts: readonly Receipt[]): Promise<void> {
    const byOrg = Map.groupBy(receipts, ({ orgId }) => orgId)
    await Promise.all(
      [...byOrg].map(([orgId, ofOrg]) =>
        persist(() => db.sharedFlight(orgId, { key: 'receipts', steps: storeReceipts(orgId, ofOrg) })),
      ),
    )
  }

  async function flush(): Promise<void> {
    isFlushing = true
    let waitMs = ALONE_MS
    while (done.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      const group = done
      done = []
      underWay = group.length
      waitMs = group.length > 1 ? IN_COMPANY_MS : ALONE_MS
      try {
        await store(group.flatMap(({ receipts }) => receipts))
        const events = group.map(({ event }) => event)
        await persist(() => finishEvents(db.ingress, events))
      } catch (error) {
        // They stay in the queue: the next start processes them again, which changes nothing.
        log.warn(
          { events: group.length, error: String(error) },
          'processed events could not be marked as finished',
        )
      }
    }
    underWay = 0
    isFlushing = false
  }

  return {
    store,
    pending: () => done.length + underWay,
    finish(event, receipts) {
      done.push({ event, receipts })
      if (!isFlushing) void flush()
    },
  }
}
