import type { ClaimedJob } from '../domain/job/claim.ts'
import type { Job, Retagging } from '../domain/job/enqueue.ts'
import { tellTagged } from '../domain/tag/tell-tagged.ts'
import type { WorkerContext } from './context.ts'
import { persist } from './persist.ts'

/** Tells the conversations that had a tag what became of it. Another process goes on where this one dies. */
export async function retag(
  { db, bus }: WorkerContext,
  { orgId, id }: ClaimedJob,
  { kind: _, ...begun }: Extract<Job, { kind: 'retag' }>,
): Promise<void> {
  for (let rest: Retagging | null = begun; rest !== null; ) {
    const work: Retagging = rest
    const done = await persist(() => db.withOrg(orgId, (tx) => tellTagged(tx, id, work)))
    rest = done.rest
    // A page that missed the others asks for its list again anyhow.
    if (work.after !== null) continue
    for (const { id: conversationId, version } of done.told)
      bus.publish({ type: 'conversation', orgId, conversationId, version })
  }
}
