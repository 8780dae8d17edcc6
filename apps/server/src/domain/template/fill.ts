import {
  AppError,
  type ContentOf,
  fillTemplate,
  type Id,
  type Template,
  type TemplateGiven,
  templateProblems,
  templateProblemWords,
} from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { attachMedia } from '../media/attach.ts'
import { findTemplate, isApproved } from './template.ts'

/** A template as a member sends it. */
export type SendTemplate = {
  templateId: Id
  values: Record<string, string>
  /** A file of this conversation, for the header. */
  mediaId?: Id | undefined
  location?: Omit<ContentOf<'location'>, 'type'> | undefined
}

/** Why a template cannot be sent with these values, in words that say what to do; null when it can. */
export function whyNotSent(template: Template, given: TemplateGiven): string | null {
  const { name } = template
  if (!isApproved(template)) return notApproved(template)
  const problems = templateProblems(template.definition, given)
  return problems.length === 0 ? null : `The template ${name}: ${templateProblemWords(problems)}`
}

/**
 * What a message says that is this template with these values. In the message's own transaction, as its file
 * is.
 *
 * @throws AppError `not_found` for a template of another inbox and for a file of another conversation;
 * `conflict` when it is not approved; `invalid_request` when the values do not fill it.
 */
export async function templateContent(
  tx: OrgTx,
  { conversationId, inboxId, hasCatalogue }: { conversationId: Id; inboxId: Id; hasCatalogue: boolean },
  { templateId, values, mediaId, location }: SendTemplate,
): Promise<ContentOf<'template'>> {
  const template = await findTemplate(tx, templateId)
  if (template?.inboxId !== inboxId) {
    throw new AppError('not_found', 'This inbox has no such template. Synchronise its templates.')
  }
  if (!isApproved(template)) throw new AppError('conflict', notApproved(template))
  const header = mediaId
    ? await attachMedia(tx, { conversationId, mediaId, caption: '' })
    : location && ({ type: 'location', ...location } as const)
  const why = whyNotSent(template, { values, header, hasCatalogue })
  if (why !== null) throw new AppError('invalid_request', why)
  return fillTemplate(template, template.definition, { values, header })
}

function notApproved({ name, language, status }: Template): string {
  return `The template ${name} (${language}) is ${status}: only an approved one can be sent.`
}
