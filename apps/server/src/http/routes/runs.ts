import { api } from '@hilo/protocol'
import { getConversation } from '../../domain/conversation/conversation.ts'
import { cancelRun } from '../../domain/run/cancel.ts'
import { getRun, listRuns, readJournal } from '../../domain/run/view.ts'
import { type Route, route } from '../route.ts'

export const runRoutes: Route[] = [
  route(api.listRuns, ({ params: { conversationId } }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => {
      await getConversation(tx, conversationId)
      return { runs: await listRuns(tx, conversationId) }
    }),
  ),

  route(api.getJournal, ({ params, query }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => readJournal(tx, params.runId, query)),
  ),

  route(api.cancelRun, async ({ params: { runId }, body: { reason } }, context) => {
    const { db, bus, orgId, memberId, work } = context
    const { conversationId, version, length } = await db.withOrg(orgId, (tx) =>
      cancelRun(tx, { runId, memberId, reason }),
    )
    bus.publish({ type: 'conversation', orgId, conversationId, version })
    bus.publish({ type: 'run', orgId, conversationId, runId, length })
    // The run is due, so one that cannot be resumed now is found by the wake.
    work.resume(orgId, runId).catch(() => undefined)
    return db.withOrg(orgId, (tx) => getRun(tx, runId))
  }),
]
