import {
  AppError,
  type Id,
  TEMPLATE_BUTTON_KINDS,
  type Template,
  type TemplateDefinition,
  type TemplateDraft,
} from '@hilo/protocol'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import {
  checkTemplateDraft,
  forgetTemplate,
  keepDraft,
  templateToChange,
  type Written,
} from '../../domain/template/keep-draft.ts'
import type { Sample } from '../../domain/template/read-sample.ts'
import type { BoundChannel, WorkerContext } from '../context.ts'
import type { HttpAnswer, HttpSend } from './http-send.ts'

type Bound = BoundChannel & { inbox: Inbox; wabaId: string; templates: NonNullable<Templates> }
type Templates = BoundChannel['channel']['templates']

/**
 * Templates that members write: the platform is asked first, and what it took is kept, so nothing stands here
 * that it does not have. When an answer is lost, the next synchronisation tells.
 *
 * Each throws AppError `not_found` for what is not of the org; `conflict` when the inbox has no account with
 * templates or the platform refuses, in its own words; `unavailable` when it does not answer.
 */
export type TemplateManager = {
  /** @throws AppError `invalid_request` for what the platform would refuse */
  create(at: { orgId: Id; inboxId: Id }, draft: TemplateDraft): Promise<Template>
  edit(at: { orgId: Id; templateId: Id }, draft: TemplateDraft): Promise<Template>
  remove(at: { orgId: Id; templateId: Id }): Promise<void>
  /** `sample` is what a draft calls it; it is read once the inbox is known to have a place for it. */
  upload(
    at: { orgId: Id; inboxId: Id },
    read: () => Promise<Sample>,
  ): Promise<{ sample: string; kind: Sample['kind'] }>
}

export function createTemplateManager(context: WorkerContext, http: HttpSend): TemplateManager {
  const { db, bus } = context
  const keep = async (inbox: Inbox, draft: TemplateDraft, written: Written) => {
    const kept = await db.withOrg(inbox.orgId, (tx) => keepDraft(tx, inbox.id, { draft, written }))
    bus.publish({ type: 'templates', orgId: inbox.orgId })
    return kept
  }
  return {
    async create({ orgId, inboxId }, draft) {
      const { templates, wabaId, settings, inbox } = await bind(context, orgId, inboxId)
      checkTemplateDraft(draft)
      const written = readWritten(templates, await http(templates.create(wabaId, draft, settings)))
      if (written.externalId === null) throw unanswered('an answer without an id')
      return keep(inbox, draft, { ...written, externalId: written.externalId })
    },
    async edit({ orgId, templateId }, draft) {
      const { externalId, inboxId, name, language, definition } = await find(context, orgId, templateId)
      requireWhole(definition)
      const { templates, settings, inbox } = await bind(context, orgId, inboxId)
      const changed = { ...draft, name, language }
      checkTemplateDraft(changed)
      const written = readWritten(templates, await http(templates.edit(externalId, changed, settings)))
      return keep(inbox, changed, { ...written, status: written.status ?? 'pending', externalId })
    },
    async remove({ orgId, templateId }) {
      const template = await find(context, orgId, templateId)
      const { templates, wabaId, settings } = await bind(context, orgId, template.inboxId)
      readWritten(templates, await http(templates.remove(wabaId, template, settings)))
      await db.withOrg(orgId, (tx) => forgetTemplate(tx, template.inboxId, template.externalId))
      bus.publish({ type: 'templates', orgId })
    },
    async upload({ orgId, inboxId }, read) {
      const { templates, settings, inbox } = await bind(context, orgId, inboxId)
      const { appId } = inbox.settings
      if (appId === undefined) throw new AppError('conflict', 'This inbox names no app that could upload.')
      const { filename, mimeType, kind, bytes } = await read()
      const file = { filename, mimeType, size: bytes.byteLength }
      const session = sampled(templates, await http(templates.beginSample(appId, file, settings)))
      const sample = sampled(templates, await http(templates.sendSample(session, bytes, settings)))
      return { sample, kind }
    },
  }
}

/** A draft has no cards, and nothing that is not known here: the platform would take what it is sent for all. */
function requireWhole({ cards, buttons, unknownParts }: TemplateDefinition): void {
  const areWritable = buttons.every(({ kind }) => TEMPLATE_BUTTON_KINDS.some((one) => one === kind))
  if (cards === undefined && areWritable && unknownParts.length === 0) return
  throw new AppError(
    'conflict',
    'This template has parts that would be lost. Change it in the WhatsApp Manager.',
  )
}

function find({ db }: WorkerContext, orgId: Id, templateId: Id) {
  return db.withOrg(orgId, (tx) => templateToChange(tx, templateId))
}

async function bind(context: WorkerContext, orgId: Id, inboxId: Id): Promise<Bound> {
  const inbox = await context.inboxes(orgId, inboxId)
  if (!inbox) throw new AppError('not_found', 'There is no such inbox.')
  const bound = context.channelOf(inbox)
  const { wabaId } = inbox.settings
  if (!bound?.channel.templates || wabaId === undefined) {
    throw new AppError('conflict', 'This inbox has no business account that could have templates.')
  }
  return { ...bound, inbox, wabaId, templates: bound.channel.templates }
}

function readWritten(templates: NonNullable<Templates>, answer: HttpAnswer) {
  if (answer.type !== 'answered') throw unanswered(answer.reason)
  const written = templates.written(answer.status, answer.body)
  if (written.type === 'done') return written
  throw refusal(written)
}

function sampled(templates: NonNullable<Templates>, answer: HttpAnswer): string {
  if (answer.type !== 'answered') throw unanswered(answer.reason)
  const result = templates.sampled(answer.status, answer.body)
  if (result.type === 'done') return result.name
  throw refusal(result)
}

function refusal({ type, reason }: { type: 'retry' | 'refused'; reason: string }): AppError {
  return type === 'refused' ? new AppError('conflict', reason) : unanswered(reason)
}

function unanswered(detail: string): AppError {
  const what = 'The platform did not answer. Look whether the template is there before you try again.'
  return new AppError('unavailable', `${what} (${detail})`)
}
