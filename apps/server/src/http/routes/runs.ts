import { api, type Run } from '@hilo/protocol'
import { getConversation } from '../../domain/conversation/conversation.ts'
import { readMetrics } from '../../domain/metrics/read.ts'
import { cancelRun } from '../../domain/run/cancel.ts'
import { exportRuns } from '../../domain/run/export.ts'
import { handOffRun } from '../../domain/run/hand-off.ts'
import { countRuns, searchRuns } from '../../domain/run/list.ts'
import { retryRun, retryRuns } from '../../domain/run/retry.ts'
import { skipStep } from '../../domain/run/skip-step.ts'
import { getRun, listRuns, readJournal } from '../../domain/run/view.ts'
import { type Route, type RouteContext, route } from '../route.ts'
import { tellCancelAsked } from '../tell-log.ts'

export const runRoutes: Route[] = [
  route(api.listRuns, ({ params: { conversationId } }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => {
      await getConversation(tx, conversationId)
      return { runs: await listRuns(tx, conversationId) }
    }),
  ),

  route(api.searchRuns, ({ query }, { db, orgId }) => db.withOrg(orgId, (tx) => searchRuns(tx, query))),

  route(api.countRuns, (_, { db, orgId }) => db.withOrg(orgId, countRuns)),

  route(api.getBackendMetrics, ({ params, query }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => readMetrics(tx, params.name, query)),
  ),

  route(api.getJournal, ({ params, query }, { db, orgId, sources }) =>
    db.withOrg(orgId, (tx) => readJournal(tx, sources, { ...params, ...query })),
  ),

  route(api.exportRuns, ({ params, query: { cursor = null, limit } }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => exportRuns(tx, params.name, { cursor, limit })),
  ),

  route(api.retryRun, async ({ params, body }, context) => {
    const { db, orgId } = context
    const run = await db.withOrg(orgId, (tx) => retryRun(tx, { ...params, ...body, ...actorOf(context) }))
    return resumed(context, run)
  }),

  route(api.retryRuns, async ({ body }, context) => {
    const { db, orgId } = context
    const results = await retryRuns(db, orgId, { ...body, ...actorOf(context) })
    for (const { run } of results) if (run) await resumed(context, run)
    return { results: results.map(({ runId, refused }) => ({ runId, refused })) }
  }),

  route(api.skipStep, async ({ params, body }, context) => {
    const { db, orgId } = context
    const run = await db.withOrg(orgId, (tx) => skipStep(tx, { ...params, ...body, ...actorOf(context) }))
    return resumed(context, run)
  }),

  route(api.cancelRun, async ({ params: { runId }, body }, context) => {
    const { db, orgId } = context
    const { run, due } = await db.withOrg(orgId, async (tx) => {
      const cancelled = await cancelRun(tx, { runId, ...body, ...actorOf(context) })
      return { run: await getRun(tx, runId), due: cancelled.runId }
    })
    tellCancelAsked(context, run, body.reason)
    return resumed(context, run, due)
  }),

  route(api.handOffRun, async ({ params, body }, context) => {
    const { db, orgId } = context
    const act = { ...params, ...body, ...actorOf(context) }
    return changed(context, await db.withOrg(orgId, (tx) => handOffRun(tx, act)))
  }),
]

function actorOf({ memberId, apiKey }: RouteContext) {
  return { memberId, apiKeyId: apiKey?.id ?? null }
}

async function resumed(context: RouteContext, run: Run, due = run.id): Promise<Run> {
  await changed(context, run)
  // The run is due, so one that cannot be resumed now is found by the wake.
  context.work.resume(context.orgId, due).catch(() => undefined)
  return run
}

async function changed({ bus, db, orgId }: RouteContext, run: Run): Promise<Run> {
  const { id: runId, conversationId, length } = run
  const { version } = await db.withOrg(orgId, (tx) => getConversation(tx, conversationId))
  bus.publish({ type: 'run', orgId, conversationId, runId, length })
  bus.publish({ type: 'conversation', orgId, conversationId, version })
  return run
}
