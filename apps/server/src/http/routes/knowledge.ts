import { api } from '@hilo/protocol'
import { plantCalibration } from '../../domain/knowledge/calibrate.ts'
import { readKnowledge } from '../../domain/knowledge/overview.ts'
import { testQuestion } from '../../domain/knowledge/question.ts'
import { type Route, route } from '../route.ts'

export const knowledgeRoutes: Route[] = [
  route(api.readKnowledge, (_, { db, orgId }) => db.withOrg(orgId, readKnowledge)),

  route(api.calibrateNow, (_, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => {
      await plantCalibration(tx, 0)
      return readKnowledge(tx)
    }),
  ),

  route(api.testQuestion, ({ body }, { db, orgId }) => db.withOrg(orgId, (tx) => testQuestion(tx, body))),
]
