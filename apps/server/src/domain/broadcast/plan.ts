import {
  AppError,
  type Audience,
  type BroadcastValue,
  type Id,
  type Issue,
  type Template,
  templateFields,
} from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { InboxSettings } from '../inbox/inbox.ts'
import { issueAt, refuseAll } from '../issue/refuse.ts'
import { findTemplate, isApproved } from '../template/template.ts'
import { audienceIssues } from './audience-issues.ts'

const SETTINGS = statement('select settings from inbox where org_id = $1 and id = $2')

type Asked = {
  inboxId: Id
  templateId: Id
  values: Record<string, BroadcastValue>
  audience: Audience
}

/**
 * The template of a broadcast that could begin now.
 *
 * @throws AppError `not_found`; `conflict` for an inbox without templates, and for a template that is not
 * approved or that has a file above its words; `invalid_request` when a value is missing or is none of its,
 * for an audience that cannot be, and for what else is wrong with what was asked.
 */
export async function plannedTemplate(
  tx: OrgTx,
  { inboxId, templateId, values, audience }: Asked,
  alsoWrong: readonly Issue[] = [],
): Promise<Template> {
  const { rows } = await tx.query<{ settings: Buffer }>(SETTINGS, [tx.orgId, inboxId])
  if (!rows[0]) throw new AppError('not_found', 'There is no such inbox.')
  if (!decode<InboxSettings>(rows[0].settings).wabaId) {
    throw new AppError('conflict', 'Only an inbox with templates can send a broadcast. Choose another one.')
  }
  const template = await findTemplate(tx, templateId)
  if (template?.inboxId !== inboxId) throw new AppError('not_found', 'This inbox has no such template.')
  if (!isApproved(template)) {
    throw new AppError('conflict', `The template is ${template.status}: only an approved one can be sent.`)
  }
  refuseAll([...valueIssues(template, values), ...audienceIssues(audience), ...alsoWrong])
  return template
}

function valueIssues({ definition }: Template, values: Asked['values']): Issue[] {
  const fields = templateFields(definition)
  if (definition.unknownParts.length > 0 || fields.some(({ kind }) => kind !== 'text')) {
    throw new AppError(
      'conflict',
      'This template has a file or a place above its words. Choose one of words alone for a broadcast.',
    )
  }
  const known = new Set(fields.map(({ key }) => key))
  return [
    ...Object.keys(values)
      .filter((key) => !known.has(key))
      .map((key) =>
        issueAt(
          ['values', key],
          `The template has no value "${key}". Take it out.`,
          `La plantilla no tiene el valor «${key}». Quítalo.`,
        ),
      ),
    ...fields
      .filter(({ key, isRequired }) => isRequired && !Object.hasOwn(values, key))
      .map(({ key }) =>
        issueAt(
          ['values', key],
          `The value "${key}" is missing. Fill it in.`,
          `Falta el valor «${key}». Complétalo.`,
        ),
      ),
  ]
}
