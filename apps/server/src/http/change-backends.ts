import type { OrgTx } from '../db/database.ts'
import type { RouteContext } from './route.ts'

/**
 * Changes what new runs of the org use. Once that is committed it is told, so that the next message finds it
 * and open dashboards show it.
 */
export async function changeBackends<T>(
  { db, bus, orgId }: Pick<RouteContext, 'db' | 'bus' | 'orgId'>,
  work: (tx: OrgTx) => Promise<T>,
): Promise<T> {
  const changed = await db.withOrg(orgId, work)
  bus.publish({ type: 'backends', orgId })
  return changed
}
