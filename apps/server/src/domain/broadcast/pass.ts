import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockBroadcast, type UnderWay } from './broadcast.ts'

const START = statement(`
  update broadcast set status = 'gathering'
  where org_id = $1 and id = $2 and status = 'scheduled' and starts_at <= now()`)
const END = statement(`
  update broadcast set status = 'done', ended_at = now() where org_id = $1 and id = $2 and status = 'running'
    and not exists (
      select from broadcast_recipient where org_id = $1 and broadcast_id = $2 and status = 'queued')`)

/** A broadcast that is under way, or whose time has come; null when there is nothing to do for it. */
export async function startBroadcast(tx: OrgTx, id: Id): Promise<UnderWay | null> {
  await tx.query(START, [tx.orgId, id])
  const broadcast = await lockBroadcast(tx, id, 'change')
  return broadcast?.status === 'gathering' || broadcast?.status === 'running' ? broadcast : null
}

/** Everybody has been served, or refused. */
export async function endBroadcast(tx: OrgTx, id: Id): Promise<void> {
  await tx.query(END, [tx.orgId, id])
}
