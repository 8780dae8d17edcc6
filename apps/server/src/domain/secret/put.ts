import type { BackendSecret } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { lockBackend } from '../backend/backend.ts'
import { secretsOf } from './secret.ts'

const PUT = statement(`
  insert into backend_secret (org_id, backend_id, name, sealed, member_id, api_key_id)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (org_id, backend_id, name) do update set sealed = excluded.sealed,
    member_id = excluded.member_id, api_key_id = excluded.api_key_id, set_at = now()`)

/**
 * Sets or replaces a secret. It is stored sealed, and nothing gives it out but a turn.
 *
 * @throws AppError `not_found`
 */
export async function putSecret(
  tx: OrgTx,
  keys: Keys,
  secret: { backend: string; name: string; value: string; actor: ActorIds },
): Promise<BackendSecret> {
  const { name, value, actor } = secret
  const { id: backendId } = await lockBackend(tx, secret.backend)
  const sealed = keys.sealSecret({ orgId: tx.orgId, ownerId: backendId, name }, value)
  await tx.query(PUT, [tx.orgId, backendId, name, sealed, actor.memberId, actor.apiKeyId])
  return (await secretsOf(tx, backendId)).find((one) => one.name === name) as BackendSecret
}
