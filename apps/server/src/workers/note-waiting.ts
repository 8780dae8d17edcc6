import type { Id } from '@hilo/protocol'
import { storeReceipts } from '../domain/receipt/store.ts'
import { listPendingSince } from '../domain/webhook/backlog.ts'
import type { WorkerContext } from './context.ts'
import { accountOf, traceEvent } from './event-trace.ts'

/** What is worked on at once is not worth a row before it is done. */
const PATIENCE_MS = 20_000
const BATCH = 500

/**
 * Writes receipts for events that have waited for a while, so that an org sees what came in for it and is
 * not worked on yet. Nothing is done about them here; whoever works on them settles the receipt.
 */
export function createNoteWaiting(context: WorkerContext): () => Promise<Id[]> {
  const { db, directory, readerOf } = context
  let after: Id | null = null

  async function note({ id, appId, body }: { id: Id; appId: string; body: Buffer }) {
    const trace = traceEvent(id)
    for (const item of itemsOf(body, readerOf)) {
      const account = accountOf(item)
      const binding = account === null ? null : await directory(appId, account)
      if (binding) trace.note(binding, item)
    }
    return trace.receipts('waiting')
  }

  return async () => {
    const events = await listPendingSince(db.ingress, { after, olderThanMs: PATIENCE_MS, most: BATCH })
    const receipts = (await Promise.all(events.map(note))).flat()
    const byOrg = Map.groupBy(receipts, (receipt) => receipt.orgId)
    for (const [orgId, ofOrg] of byOrg) {
      await db.flight(orgId, storeReceipts(orgId, ofOrg))
    }
    // From the beginning again once none is left: one may be older than those seen so far.
    after = events.length < BATCH ? null : (events.at(-1)?.id ?? null)
    return [...byOrg.keys()]
  }
}

function itemsOf(body: Buffer, readerOf: WorkerContext['readerOf']) {
  try {
    const value = JSON.parse(body.toString('utf8')) as { object?: unknown } | null
    const object = value?.object === undefined ? null : String(value.object)
    return readerOf(object)?.parse(value) ?? []
  } catch {
    return []
  }
}
