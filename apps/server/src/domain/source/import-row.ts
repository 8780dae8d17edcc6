import type { Id, SourceImport } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

export const IMPORT_COLUMNS = `
  i.id as "importId", i.cause, i.status, i.reason, i.detail, i.started_at as "startedAt",
  i.ended_at as "endedAt", i.taken, i.unchanged, i.skipped, i.failed, i.gone,
  (select count(*)::int from source_page p
   where p.org_id = i.org_id and p.import_id = i.id and p.outcome is null) as waiting`

export type ImportRow = Pick<SourceImport, 'cause' | 'status' | 'reason' | 'detail' | 'waiting'> &
  SourceImport['counts'] & { importId: Id | null; startedAt: Date; endedAt: Date | null }

export function toImport(row: ImportRow): SourceImport {
  const { importId, cause, status, reason, detail, startedAt, endedAt, waiting } = row
  const { taken, unchanged, skipped, failed, gone } = row
  return {
    ...{ id: importId ?? '', cause, status, reason, detail, waiting: status === 'running' ? waiting : 0 },
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    counts: { taken, unchanged, skipped, failed, gone },
  }
}

const LIST = statement(`
  select ${IMPORT_COLUMNS} from source_import i where i.org_id = $1 and i.source_id = $2
  order by i.id desc limit 20`)

/** The last twenty imports of a source, the newest first. */
export async function listImports(tx: OrgTx, sourceId: Id): Promise<SourceImport[]> {
  const { rows } = await tx.query<ImportRow>(LIST, [tx.orgId, sourceId])
  return rows.map(toImport)
}
