import { AppError, type Id, type Template } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { TEMPLATE_COLUMNS, type TemplateRow, toTemplate } from './template.ts'

const SYNCED = statement(`
  select templates_synced_at as "syncedAt", templates_failure as failure from inbox
  where org_id = $1 and id = $2`)
const LIST = statement(`
  select ${TEMPLATE_COLUMNS} from template where org_id = $1 and inbox_id = $2 order by name, language, id`)

/**
 * The templates of an inbox, and how the last synchronisation went.
 *
 * @throws AppError `not_found`
 */
export async function listTemplates(
  tx: OrgTx,
  inboxId: Id,
): Promise<{ templates: Template[]; syncedAt: string | null; failure: string | null }> {
  const { rows } = await tx.query<{ syncedAt: Date | null; failure: Buffer | null }>(SYNCED, [
    tx.orgId,
    inboxId,
  ])
  const [inbox] = rows
  if (!inbox) throw new AppError('not_found', 'There is no such inbox.')
  const { rows: found } = await tx.query<TemplateRow>(LIST, [tx.orgId, inboxId])
  return {
    templates: found.map(toTemplate),
    syncedAt: inbox.syncedAt?.toISOString() ?? null,
    failure: decodeOrNull<string>(inbox.failure),
  }
}
