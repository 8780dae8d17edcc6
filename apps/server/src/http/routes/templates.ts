import { AppError, api, fillTemplate, templateProblems } from '@hilo/protocol'
import { sendMessage } from '../../domain/message/send.ts'
import { readTemplateFigures } from '../../domain/template/figures.ts'
import { listTemplates } from '../../domain/template/list.ts'
import { askForSync } from '../../domain/template/plant-sync.ts'
import { readSample } from '../../domain/template/read-sample.ts'
import { findTemplate } from '../../domain/template/template.ts'
import { type Route, route } from '../route.ts'
import { inSpanish, spokenMessage } from '../spoken.ts'

export const templateRoutes: Route[] = [
  route(api.readTemplateFigures, ({ params, query }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => readTemplateFigures(tx, { ...params, ...query })),
  ),

  route(api.listTemplates, async ({ params }, { db, orgId }) => {
    const listed = await db.withOrg(orgId, (tx) => listTemplates(tx, params.inboxId))
    return { ...listed, failureEs: inSpanish(listed.failure) }
  }),

  route(api.syncTemplates, ({ params }, { db, orgId }) =>
    db.withOrg(orgId, (tx) => askForSync(tx, params.inboxId)),
  ),

  route(api.previewTemplate, async ({ params, body }, { db, orgId }) => {
    const template = await db.withOrg(orgId, (tx) => findTemplate(tx, params.templateId))
    if (!template) throw new AppError('not_found', 'There is no such template.')
    const { definition } = template
    return {
      content: fillTemplate(template, definition, body),
      problems: templateProblems(definition, body),
    }
  }),

  route(api.sendTemplate, async ({ params: { conversationId }, body }, context) => {
    const { db, orgId, memberId, work } = context
    const { clientId, ...template } = body
    const { message } = await db.withOrg(orgId, (tx) =>
      sendMessage(tx, { conversationId, memberId, clientId, text: '', template, partsOf: work.partsOf }),
    )
    context.bus.publish({ type: 'conversation', orgId, conversationId, version: message.version })
    work.kick(orgId, conversationId)
    return spokenMessage(message)
  }),

  route(api.createTemplate, ({ params, body }, { orgId, work }) =>
    work.templates.create({ orgId, inboxId: params.inboxId }, body),
  ),

  route(api.editTemplate, ({ params, body }, { orgId, work }) =>
    work.templates.edit({ orgId, templateId: params.templateId }, body),
  ),

  route(api.deleteTemplate, async ({ params }, { orgId, work }) => {
    await work.templates.remove({ orgId, templateId: params.templateId })
    return { isDeleted: true as const }
  }),

  route(api.uploadSample, async ({ params, query, file }, { orgId, work }) => {
    const { sample, kind } = await work.templates.upload({ orgId, inboxId: params.inboxId }, () =>
      readSample({ ...query, ...file }),
    )
    return { sample, kind }
  }),
]
