import type { ApiKey } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ApiKeyRow, COLUMNS, MAKER, toApiKey } from './api-key.ts'

const LIST = statement(`
  select ${COLUMNS} from api_key k ${MAKER}
  where k.org_id = $1 order by k.revoked_at is not null, k.id desc limit 500`)

/** The keys of the org: those that work first, each part newest first. */
export async function listApiKeys(tx: OrgTx): Promise<ApiKey[]> {
  const { rows } = await tx.query<ApiKeyRow>(LIST, [tx.orgId])
  return rows.map(toApiKey)
}
