import { z } from 'zod'
import { Content } from '../content.ts'
import { contract } from '../contract.ts'
import { ClientId, MessageItem } from '../conversation.ts'
import { Id } from '../id.ts'
import { Template } from '../template.ts'
import { TemplateDraft } from '../template-draft.ts'
import { TemplateFigures } from '../template-figures.ts'

const Location = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().max(1_000).optional(),
  address: z.string().max(1_000).optional(),
})

/** What fills the gaps of a template. */
const Filling = {
  /** By the keys of its fields: `1`, `guest`, `header`, `button.1`. */
  values: z.record(z.string().max(100), z.string().max(2_000)),
  /** For a header with a file: one that was uploaded into this conversation. */
  mediaId: Id.optional(),
  /** For a header with a place. */
  location: Location.optional(),
}

export const listTemplates = contract({
  method: 'GET',
  path: '/v1/inboxes/:inboxId/templates',
  summary: 'List the templates of an inbox, as they were synchronised last',
  permission: 'inbox:read',
  params: z.object({ inboxId: Id }),
  returns: z.object({
    templates: z.array(Template),
    /** When the platform was last asked with success; null: never. */
    syncedAt: z.string().nullable(),
    /** Why the last attempt failed, in words; null when it did not. */
    failure: z.string().nullable(),
    /** The same in Spanish, where it is known. */
    failureEs: z.string().nullable(),
  }),
  errors: ['not_found'],
})

export const readTemplateFigures = contract({
  method: 'GET',
  path: '/v1/inboxes/:inboxId/templates/figures',
  summary: 'Count what became of the messages of each template of an inbox, by day and in all',
  permission: 'inbox:read',
  params: z.object({ inboxId: Id }),
  query: z.strictObject({
    /** How many days back, today included; at the org's place. */
    days: z.coerce.number().int().min(1).max(90).default(30),
  }),
  returns: z.object({
    since: z.string(),
    /** Of the templates with messages in this time. */
    figures: z.array(TemplateFigures),
  }),
  errors: ['invalid_request', 'not_found'],
})

export const syncTemplates = contract({
  method: 'POST',
  path: '/v1/inboxes/:inboxId/templates/sync',
  summary: 'Ask the platform for the templates of an inbox now',
  permission: 'inbox:read',
  params: z.object({ inboxId: Id }),
  returns: z.object({ isDue: z.literal(true) }),
  errors: ['not_found', 'conflict'],
})

export const previewTemplate = contract({
  method: 'POST',
  path: '/v1/templates/:templateId/preview',
  summary: 'Show what a template says with these values, and what stands in the way of sending it',
  permission: 'inbox:read',
  params: z.object({ templateId: Id }),
  body: z.strictObject({ values: Filling.values }),
  returns: z.object({
    content: Content,
    problems: z.array(z.object({ key: z.string(), code: z.string() })),
  }),
  errors: ['not_found', 'invalid_request'],
})

export const sendTemplate = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/templates',
  summary: 'Send a template to the contact, also outside of the window; takes the turn',
  permission: 'conversation:write',
  params: z.object({ conversationId: Id }),
  body: z.strictObject({ clientId: ClientId, templateId: Id, ...Filling }),
  returns: MessageItem,
  errors: ['invalid_request', 'not_found', 'conflict', 'opt_in_missing'],
})

export const createTemplate = contract({
  method: 'POST',
  path: '/v1/inboxes/:inboxId/templates',
  summary: 'Write a template, which the platform then judges',
  permission: 'inbox:configure',
  params: z.object({ inboxId: Id }),
  body: TemplateDraft,
  returns: Template,
  errors: ['invalid_request', 'not_found', 'conflict', 'unavailable'],
})

export const editTemplate = contract({
  method: 'PUT',
  path: '/v1/templates/:templateId',
  summary: 'Change a template, which the platform then judges again; its name and language stay',
  permission: 'inbox:configure',
  params: z.object({ templateId: Id }),
  body: TemplateDraft,
  returns: Template,
  errors: ['invalid_request', 'not_found', 'conflict', 'unavailable'],
})

export const deleteTemplate = contract({
  method: 'DELETE',
  path: '/v1/templates/:templateId',
  summary: 'Delete a template here and on the platform',
  permission: 'inbox:configure',
  params: z.object({ templateId: Id }),
  returns: z.object({ isDeleted: z.literal(true) }),
  errors: ['not_found', 'conflict', 'unavailable'],
})

export const uploadSample = contract({
  method: 'POST',
  path: '/v1/inboxes/:inboxId/templates/samples',
  summary: 'Show the platform what the file of a header will be like; the body is its bytes',
  permission: 'inbox:configure',
  params: z.object({ inboxId: Id }),
  query: z.strictObject({ filename: z.string().trim().min(1).max(240) }),
  takes: 'bytes',
  returns: z.object({
    /** What a draft calls it. */
    sample: z.string(),
    kind: z.enum(['image', 'video', 'document']),
  }),
  errors: ['invalid_request', 'not_found', 'conflict', 'unavailable'],
})
