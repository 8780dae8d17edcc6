import { api } from '@hilo/protocol'
import { listArticleGates, listGatesTogether } from '../../domain/evaluation/article-gates.ts'
import { beginEvaluation } from '../../domain/evaluation/begin.ts'
import { cancelEvaluation } from '../../domain/evaluation/cancel.ts'
import { estimateEvaluation } from '../../domain/evaluation/estimate.ts'
import { listEvaluations } from '../../domain/evaluation/read.ts'
import { readResults } from '../../domain/evaluation/results.ts'
import { type Route, route } from '../route.ts'

export const evaluationRoutes: Route[] = [
  route(api.estimateEvaluation, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => estimateEvaluation(tx, params.setId)),
  ),

  route(api.beginEvaluation, async ({ params, body }, { db, bus, orgId, actor }) => {
    const evaluation = await db.withOrg(orgId, (tx) =>
      beginEvaluation(tx, actor, { ...body, setId: params.setId, cause: 'member' }),
    )
    bus.publish({ type: 'evaluations', orgId })
    return evaluation
  }),

  route(api.listArticleGates, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ gates: await listArticleGates(tx, [params.articleId]) })),
  ),

  route(api.listGatesTogether, ({ body }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => listGatesTogether(tx, body.articleIds)),
  ),

  route(api.listEvaluations, ({ query }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ evaluations: await listEvaluations(tx, query.setId ?? null) })),
  ),

  route(api.getEvaluation, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => readResults(tx, params.evaluationId)),
  ),

  route(api.cancelEvaluation, async ({ params }, { db, bus, orgId }) => {
    const evaluation = await db.withOrg(orgId, (tx) => cancelEvaluation(tx, params.evaluationId))
    bus.publish({ type: 'evaluations', orgId })
    return evaluation
  }),
]
