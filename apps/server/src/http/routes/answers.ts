import { api } from '@hilo/protocol'
import { getAnswer } from '../../domain/ai-answer/ai-answer.ts'
import { countAnswers } from '../../domain/ai-answer/figures.ts'
import { listOpenQuestions } from '../../domain/ai-answer/open-questions.ts'
import { rateAnswer } from '../../domain/ai-answer/rate.ts'
import { settleQuestion } from '../../domain/ai-answer/settle.ts'
import { getConversation } from '../../domain/conversation/conversation.ts'
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

  route(api.listOpenQuestions, ({ params: { conversationId } }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => {
      await getConversation(tx, conversationId)
      return { questions: await listOpenQuestions(tx, conversationId) }
    }),
  ),

  route(api.settleQuestion, async ({ params, body }, { db, bus, orgId }) => {
    const settle = { ...params, ...body }
    const { questions, version } = await db.withOrg(orgId, (tx) => settleQuestion(tx, settle))
    if (version !== null) {
      bus.publish({ type: 'conversation', orgId, conversationId: params.conversationId, version })
    }
    return { questions }
  }),
]
