import type { BackendVersion, Id } from '@hilo/protocol'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { backendIdOf } from './backend.ts'
import { getVersion } from './versions.ts'

const PAUSE = statement(`
  update backend_version set paused_at = now(), pause_reason = $3
  where org_id = $1 and id = $2 and paused_at is null`)
const START = statement(`
  update backend_version set paused_at = null, pause_reason = null
  where org_id = $1 and backend_id = $2 and id = $3`)

/**
 * Keeps new runs of a version from being played: they go to people with this reason. Runs under way go on.
 * Pausing again changes nothing.
 */
export async function pauseVersion(
  db: Database,
  orgId: Id,
  { versionId, reason }: { versionId: Id; reason: string },
): Promise<void> {
  await db.flight(orgId, [{ statement: PAUSE, values: [orgId, versionId, reason] }])
}

/** Lets a paused version have new runs again; changes nothing when it is not. @throws AppError `not_found` */
export async function startVersion(tx: OrgTx, name: string, versionId: Id): Promise<BackendVersion> {
  const backendId = await backendIdOf(tx, name)
  await tx.query(START, [tx.orgId, backendId, versionId])
  return getVersion(tx, backendId, versionId)
}
