import { api } from '@hilo/protocol'
import { listPastQuestions } from '../../domain/ai-answer/list-past-questions.ts'
import { getInstruction, instructionIdOf } from '../../domain/ai-instruction/ai-instruction.ts'
import { listInstructions, listInstructionVersions } from '../../domain/ai-instruction/list.ts'
import { publishInstruction } from '../../domain/ai-instruction/publish.ts'
import { writeInstruction } from '../../domain/ai-instruction/write.ts'
import { type Route, route } from '../route.ts'

export const aiInstructionRoutes: Route[] = [
  route(api.listAiInstructions, (_, { db, orgId }) => db.withOrg(orgId, listInstructions)),

  route(api.getAiInstruction, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => getInstruction(tx, params.inboxId)),
  ),

  route(api.writeAiInstruction, ({ params, body }, { db, orgId, actor }) =>
    db.withOrg(orgId, (tx) => writeInstruction(tx, actor, { place: params.inboxId, ...body })),
  ),

  route(api.publishAiInstruction, ({ params, body }, { db, orgId, actor }) =>
    db.withOrg(orgId, (tx) =>
      publishInstruction(tx, actor, {
        ...{ place: params.inboxId, version: body.publish, expect: body.expect },
      }),
    ),
  ),

  route(api.listAiInstructionVersions, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => listInstructionVersions(tx, params.inboxId)),
  ),

  route(api.listPastQuestions, ({ params, query }, { db, orgId }) =>
    db.withOrg(orgId, async (tx) => {
      const place = await instructionIdOf(tx, params.inboxId)
      const inboxId = place === orgId ? null : place
      return { questions: await listPastQuestions(tx, { inboxId, limit: query.limit }) }
    }),
  ),

  route(api.rehearseAnswer, ({ params, body }, { work, orgId }) =>
    work.rehearse(orgId, { place: params.inboxId, ...body }),
  ),
]
