import { setImmediate as othersTurn } from 'node:timers/promises'
import type { Id } from '@hilo/protocol'
import type { Receipt } from '../../domain/receipt/receipt.ts'
import { storeReceipts } from '../../domain/receipt/store.ts'
import { listPendingSince } from '../../domain/webhook/backlog.ts'
import type { WorkerContext } from '../context.ts'
import { traceWhole } from './read-event.ts'

/** What is worked on at once is not worth a row before it is done. */
const PATIENCE_MS = 20_000
const BATCH = 500

/**
 * Writes receipts for events that have waited for a while, so that an org sees what came in for it and is
 * not worked on yet. Nothing is done about them here; whoever works on them settles the receipt.
 */
export function createNoteWaiting(context: WorkerContext): () => Promise<Id[]> {
  const { db } = context
  let after: Id | null = null

  async function nextPage() {
    const page = { olderThanMs: PATIENCE_MS, most: BATCH }
    const events = await listPendingSince(db.ingress, { ...page, after })
    if (events.length > 0 || after === null) return events
    // From the beginning again: one may be older than those seen so far.
    return listPendingSince(db.ingress, { ...page, after: null })
  }

  return async () => {
    const events = await nextPage()
    const receipts: Receipt[] = []
    for (const event of events) {
      receipts.push(...(await traceWhole(context, event)).receipts('waiting'))
      // To read hundreds of bodies in a row would keep those that come now from being acknowledged.
      await othersTurn()
    }
    const byOrg = Map.groupBy(receipts, (receipt) => receipt.orgId)
    for (const [orgId, ofOrg] of byOrg) {
      await db.flight(orgId, storeReceipts(orgId, ofOrg))
    }
    after = events.at(-1)?.id ?? null
    return [...byOrg.keys()]
  }
}
