import { api } from '@hilo/protocol'
import { draftCase } from '../../domain/test-set/draft-case.ts'
import { exportCases, importCases } from '../../domain/test-set/import.ts'
import { listSets, readSet } from '../../domain/test-set/read.ts'
import { changeSet, createSet, deleteSet } from '../../domain/test-set/write.ts'
import { deleteCase, putCase } from '../../domain/test-set/write-cases.ts'
import { type Route, route } from '../route.ts'

export const testSetRoutes: Route[] = [
  route(api.listTestSets, async (_, { db, orgId }) => ({ sets: await db.withOrg(orgId, listSets) })),

  route(api.createTestSet, ({ body }, { db, orgId }) => db.withOrg(orgId, (tx) => createSet(tx, body))),

  route(api.getTestSet, ({ params }, { db, orgId }) => db.withOrg(orgId, (tx) => readSet(tx, params.setId))),

  route(api.changeTestSet, ({ params, body }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => changeSet(tx, params.setId, body)),
  ),

  route(api.deleteTestSet, async ({ params }, { db, bus, orgId }) => {
    await db.withOrg(orgId, (tx) => deleteSet(tx, params.setId))
    bus.publish({ type: 'alarms', orgId })
    return { isDeleted: true as const }
  }),

  route(api.putTestCase, ({ params: { setId, caseId }, body }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ cases: await putCase(tx, setId, { ...body, id: caseId }) })),
  ),

  route(api.deleteTestCase, async ({ params: { setId, caseId } }, { db, bus, orgId }) => {
    const cases = await db.withOrg(orgId, (tx) => deleteCase(tx, setId, caseId))
    bus.publish({ type: 'alarms', orgId })
    return { cases }
  }),

  route(api.importTestCases, ({ params, body }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ cases: await importCases(tx, params.setId, body) })),
  ),

  route(api.exportTestCases, ({ params, query }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => exportCases(tx, params.setId, query.format)),
  ),

  route(api.draftTestCase, ({ params, query }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => draftCase(tx, { ...params, ...query })),
  ),
]
