import { api } from '@hilo/protocol'
import { getConversation } from '../../domain/conversation/conversation.ts'
import { listRuns, readJournal } from '../../domain/run/view.ts'
import { type Route, route } from '../route.ts'

export const runRoutes: Route[] = [
  route(api.listRuns, ({ params: { conversationId } }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => {
      await getConversation(tx, conversationId)
      return { runs: await listRuns(tx, conversationId) }
    }),
  ),

  route(api.getJournal, ({ params, query }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => readJournal(tx, params.runId, query.after ?? '')),
  ),
]
