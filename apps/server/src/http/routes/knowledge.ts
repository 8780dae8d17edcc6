import { api } from '@hilo/protocol'
import { tryAnswer } from '../../answers/try-answer.ts'
import { inRoom } from '../../domain/article/room.ts'
import { dismissGap } from '../../domain/gap/dismiss.ts'
import { listGaps } from '../../domain/gap/list.ts'
import { calibrateSoon } from '../../domain/knowledge/calibrate.ts'
import { readKnowledge } from '../../domain/knowledge/overview.ts'
import { decideSuggestion } from '../../domain/suggestion/decide.ts'
import { listSuggestions } from '../../domain/suggestion/list.ts'
import { tryQuestion } from '../../models/try-question.ts'
import { type Route, route } from '../route.ts'

export const knowledgeRoutes: Route[] = [
  route(api.readKnowledge, (_, { db, orgId }) => db.withOrg(orgId, readKnowledge)),

  route(api.calibrateNow, (_, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => {
      await calibrateSoon(tx)
      return readKnowledge(tx)
    }),
  ),

  route(api.testQuestion, ({ body }, { db, models, orgId }) => tryQuestion({ db, models }, orgId, body)),

  route(api.tryAnswer, ({ body }, { db, models, log, orgId }) => tryAnswer({ db, models, log }, orgId, body)),

  route(api.listGaps, async (_, { db, models, orgId }) => {
    const mode = await models.modeOf(orgId)
    return db.withOrg(orgId, (tx) => listGaps(tx, mode))
  }),

  route(api.dismissGap, ({ body }, { db, orgId, actor }) =>
    db.withOrg(orgId, async (tx) => ({
      dismissed: await dismissGap(tx, { asked: body.asked, actor }),
    })),
  ),

  route(api.listSuggestions, (_, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => ({ suggestions: await listSuggestions(tx) })),
  ),

  route(api.decideSuggestion, ({ params, body }, { db, orgId, actor, config: { articlesMax } }) =>
    db.withOrg(orgId, (tx) =>
      inRoom(tx, articlesMax, () => decideSuggestion(tx, { ...params, ...body, actor })),
    ),
  ),
]
