import { api } from '@hilo/protocol'
import { getAnswer } from '../../domain/ai-answer/ai-answer.ts'
import { countAnswers } from '../../domain/ai-answer/figures.ts'
import { rateAnswer } from '../../domain/ai-answer/rate.ts'
import { type Route, route } from '../route.ts'

export const answerRoutes: Route[] = [
  route(api.getAnswerFigures, ({ query }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => countAnswers(tx, query)),
  ),

  route(api.getAnswer, ({ params }, { db, orgId }) => db.withOrg(orgId, (tx) => getAnswer(tx, params))),

  route(api.explainAnswer, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => getAnswer(tx, { ...params, conversationId: null })),
  ),

  route(api.rateAnswer, async ({ params, body }, { db, bus, orgId, memberId, actor }) => {
    const by = { memberId, apiKeyId: actor.apiKeyId }
    const { answer, version } = await db.withOrg(orgId, (tx) => rateAnswer(tx, { ...params, ...body, by }))
    bus.publish({ type: 'conversation', orgId, conversationId: params.conversationId, version })
    return answer
  }),
]
