import type { BackendSecret } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { backendIdOf } from '../backend/backend.ts'
import { secretsOf } from './secret.ts'

const REMOVE = statement('delete from backend_secret where org_id = $1 and backend_id = $2 and name = $3')

/** Removes a secret for good. Safe to repeat. @throws AppError `not_found` when there is no such backend. */
export async function removeSecret(
  tx: OrgTx,
  { backend, name }: { backend: string; name: string },
): Promise<BackendSecret[]> {
  const backendId = await backendIdOf(tx, backend)
  await tx.query(REMOVE, [tx.orgId, backendId, name])
  return secretsOf(tx, backendId)
}
