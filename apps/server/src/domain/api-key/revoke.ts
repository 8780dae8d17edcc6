import { type ApiKey, AppError, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ApiKeyRow, COLUMNS, MAKER, toApiKey } from './api-key.ts'

const REVOKE = statement(`
  with k as (
    update api_key set revoked_at = coalesce(revoked_at, now()) where org_id = $1 and id = $2
    returning org_id, id, name, scopes, prefix, last_four, created_at, last_used_at, expires_at, revoked_at,
      member_id
  )
  select ${COLUMNS} from k ${MAKER}`)

/** Ends a key from the next request on. Safe to repeat. @throws AppError `not_found` */
export async function revokeApiKey(tx: OrgTx, id: Id): Promise<ApiKey> {
  const { rows } = await tx.query<ApiKeyRow>(REVOKE, [tx.orgId, id])
  if (!rows[0]) throw new AppError('not_found', 'There is no such API key.')
  return toApiKey(rows[0])
}
