import {
  AppError,
  type DraftProblem,
  definitionOfDraft,
  draftProblems,
  type Id,
  newId,
  type Template,
  type TemplateDraft,
} from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { TEMPLATE_COLUMNS, type TemplateRow, toTemplate } from './template.ts'

const PUT = statement(`
  insert into template (org_id, id, inbox_id, external_id, name, language, status, category, definition)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (org_id, inbox_id, external_id) do update
  set status = excluded.status, category = excluded.category, reason = null, definition = excluded.definition,
      synced_at = now()
  returning ${TEMPLATE_COLUMNS}`)
const FIND = statement(`
  select external_id as "externalId", ${TEMPLATE_COLUMNS} from template where org_id = $1 and id = $2`)
const FORGET = statement('delete from template where org_id = $1 and inbox_id = $2 and external_id = $3')

/** What the platform made of a draft. */
export type Written = { externalId: string; status: string | null; category: string | null }

/** Keeps a draft that the platform took, as it will list it; the next synchronisation has the last word. */
export async function keepDraft(
  tx: OrgTx,
  inboxId: Id,
  { draft, written }: { draft: TemplateDraft; written: Written },
): Promise<Template> {
  const { rows } = await tx.query<TemplateRow>(PUT, [
    ...[tx.orgId, newId(), inboxId, written.externalId, draft.name, draft.language],
    ...[written.status ?? 'pending', written.category ?? draft.category, encode(definitionOfDraft(draft))],
  ])
  if (!rows[0]) throw new Error('A template was not written.')
  return toTemplate(rows[0])
}

/** A template with the platform's id. @throws AppError `not_found` */
export async function templateToChange(tx: OrgTx, id: Id): Promise<Template & { externalId: string }> {
  const { rows } = await tx.query<TemplateRow & { externalId: string }>(FIND, [tx.orgId, id])
  if (!rows[0]) throw new AppError('not_found', 'There is no such template.')
  const { externalId, ...row } = rows[0]
  return { ...toTemplate(row), externalId }
}

/** The platform has it no longer. */
export async function forgetTemplate(tx: OrgTx, inboxId: Id, externalId: string): Promise<void> {
  await tx.query(FORGET, [tx.orgId, inboxId, externalId])
}

const WORDS: Record<DraftProblem['code'], string> = {
  missing: 'is missing',
  too_long: 'is too long',
  name: 'must be small letters, digits and underscores',
  language: 'must be a language such as es or en_US',
  gap_at_edge: 'must not begin or end with a gap',
  gaps_together: 'must have words between its gaps',
  gap_order: 'must number its gaps 1, 2, 3',
  gap_name: 'must name its gaps by small letters, digits and underscores',
  too_many_gaps: 'has more gaps than it may',
  no_gaps: 'may have no gap',
  url: 'must be a link with one gap at most, at its end',
  phone: 'must be a telephone number',
  too_many: 'are more than there may be',
  apart: 'must have their quick replies beside each other',
}

/** @throws AppError `invalid_request`, with each field that the platform would refuse */
export function checkTemplateDraft(draft: TemplateDraft): void {
  const problems = draftProblems(draft)
  if (problems.length === 0) return
  const issues = problems.map(({ key, code }) => ({ path: [key], message: WORDS[code] }))
  const sentence = problems.map(({ key, code }) => `"${key}" ${WORDS[code]}`).join('; ')
  throw new AppError('invalid_request', `The template cannot be sent to the platform: ${sentence}.`, {
    issues,
  })
}
