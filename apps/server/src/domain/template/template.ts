import type { Id, Template, TemplateDefinition } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

export const TEMPLATE_COLUMNS = `
  id, inbox_id as "inboxId", name, language, status, category, quality, reason, definition,
  synced_at as "syncedAt"`

export type TemplateRow = Omit<Template, 'definition' | 'syncedAt'> & { definition: Buffer; syncedAt: Date }

export function toTemplate(row: TemplateRow): Template {
  const definition = decode<TemplateDefinition>(row.definition)
  return { ...row, definition, syncedAt: row.syncedAt.toISOString() }
}

const GET = statement(`select ${TEMPLATE_COLUMNS} from template where org_id = $1 and id = $2`)

/** A template of the org by its id; null when there is none. */
export async function findTemplate(tx: OrgTx, id: Id): Promise<Template | null> {
  const { rows } = await tx.query<TemplateRow>(GET, [tx.orgId, id])
  return rows[0] ? toTemplate(rows[0]) : null
}

/** Only these may be sent. */
export function isApproved({ status }: Pick<Template, 'status'>): boolean {
  return status === 'approved'
}
