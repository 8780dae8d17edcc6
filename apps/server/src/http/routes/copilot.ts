import { api } from '@hilo/protocol'
import { assist } from '../../copilot/assist.ts'
import { readAiMedia } from '../../domain/ai-media/ai-media.ts'
import { type Route, route } from '../route.ts'

export const copilotRoutes: Route[] = [
  route(api.getCopilot, async (_, { db, models, orgId }) => {
    const model = await models.open(orgId, NOWHERE)
    const { voice, pictures } = await db.withOrg(orgId, readAiMedia)
    return { hasModel: model.caps().schema, hears: voice.mode !== 'off', sees: pictures.mode !== 'off' }
  }),

  route(api.assist, ({ params, body, signal }, { db, models, log, orgId }) =>
    assist({ db, models, log }, { orgId, conversationId: params.conversationId, task: body, signal }),
  ),
]

const NOWHERE = { purpose: 'copilot', inboxId: null, conversationId: null, messageId: null } as const
