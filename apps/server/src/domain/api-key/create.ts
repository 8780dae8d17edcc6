import { type ApiKey, type Id, newId, type Scope } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { refuse } from '../issue/refuse.ts'
import { type ApiKeyRow, COLUMNS, MAKER, toApiKey } from './api-key.ts'
import { generateKey, readKey } from './format.ts'

const ADD = statement(`
  with k as (
    insert into api_key (org_id, id, name, prefix, last_four, hash, scopes, member_id, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    returning org_id, id, name, scopes, prefix, last_four, created_at, last_used_at, expires_at, revoked_at,
      member_id
  )
  select ${COLUMNS} from k ${MAKER}`)

type Create = { name: string; scopes: Scope[]; expiresAt: string | null; memberId: Id }

/**
 * Makes a key of the org. The returned `key` exists nowhere else: only its keyed hash is stored.
 *
 * @throws AppError `invalid_request` when it would have expired already.
 */
export async function createApiKey(
  tx: OrgTx,
  keys: Keys,
  { name, scopes, expiresAt, memberId }: Create,
): Promise<{ apiKey: ApiKey; key: string }> {
  if (expiresAt && Date.parse(expiresAt) <= Date.now()) {
    refuse('expiresAt', 'This time is over: choose a later one.', 'Ese momento ya pasó: elige uno posterior.')
  }
  const key = generateKey(tx.orgId)
  const parts = readKey(key)
  const { rows } = await tx.query<ApiKeyRow>(ADD, [
    tx.orgId,
    newId(),
    name,
    parts?.prefix,
    parts?.lastFour,
    keys.hashApiKey(key),
    [...new Set(scopes)],
    memberId,
    expiresAt,
  ])
  return { apiKey: toApiKey(rows[0] as ApiKeyRow), key }
}
