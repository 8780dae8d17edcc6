import type { ClaimedJob } from '../domain/job/claim.ts'
import { tellTagged } from '../domain/tag/tell-tagged.ts'
import type { WorkerContext } from './context.ts'
import { persist } from './persist.ts'

/** A page that missed more of them asks for its list again anyhow. */
const HINTS_MAX = 500

/** Tells the conversations that had a tag what became of it. Another process goes on where this one dies. */
export async function retag({ db, bus }: WorkerContext, { orgId, id }: ClaimedJob): Promise<void> {
  let hints = HINTS_MAX
  for (let hasMore = true; hasMore; ) {
    const done = await persist(() => db.withOrg(orgId, (tx) => tellTagged(tx, id)))
    hasMore = done.hasMore
    for (const { id: conversationId, version } of done.told.slice(0, hints))
      bus.publish({ type: 'conversation', orgId, conversationId, version })
    hints = Math.max(0, hints - done.told.length)
  }
}
