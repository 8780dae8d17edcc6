import { AppError, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const MOVE = statement(`
  update run r set backend_version_id = b.active_version_id
  from backend_version v join backend b on b.org_id = v.org_id and b.id = v.backend_id
  where r.org_id = $1 and r.id = $2 and v.org_id = $1 and v.id = r.backend_version_id
    and b.active_version_id is not null`)

/**
 * Pins a run that a member retries to the version that is active now. Nothing is tried before, as it is for a
 * run that waits: this one is with people already, and where its journal is not that of the new code it fails
 * again, saying where.
 *
 * @throws AppError `conflict` when no version is active.
 */
export async function moveToActive(tx: OrgTx, runId: Id): Promise<void> {
  const { rowCount } = await tx.query(MOVE, [tx.orgId, runId])
  if (!rowCount)
    throw new AppError('conflict', 'No version of this micro-backend is active. Promote one first.')
}
