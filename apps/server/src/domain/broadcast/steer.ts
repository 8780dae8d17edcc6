import { AppError, type Broadcast, type BroadcastStatus, type Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { DeliveryFailure } from '../delivery/delivery.ts'
import { getBroadcast, lockBroadcast, plantBroadcast, uprootBroadcast } from './broadcast.ts'

const SET = statement(`
  update broadcast set status = $3, paused_reason = $4, paced_at = null,
    ended_at = case when $3 = 'cancelled' then now() end
  where org_id = $1 and id = $2`)
const CANCEL = statement(`
  update broadcast_recipient set status = 'cancelled', decided_at = now()
  where org_id = $1 and broadcast_id = $2 and status = 'queued'`)
// In the order of their ids, as everything that locks several.
const LOCK_UNSENT = statement(`
  select c.id from conversation c where c.org_id = $1 and c.id in (
    select d.conversation_id from broadcast_recipient r
    join delivery d on d.org_id = r.org_id and d.message_id = r.message_id
    where r.org_id = $1 and r.broadcast_id = $2 and d.status = 'pending')
  order by c.id for update`)
// What stays may have waited behind what is cancelled: it becomes due.
const CANCEL_UNSENT = statement(`
  with conv as (
    update conversation set version = version + 1 where org_id = $1 and id = any ($3::uuid[])
    returning id, version
  ), gone as (
    update delivery d set status = 'cancelled', due_at = null, failure = $4, version = conv.version
    from conv, broadcast_recipient r
    where r.org_id = $1 and r.broadcast_id = $2 and d.org_id = $1 and d.message_id = r.message_id
      and d.conversation_id = conv.id and d.status = 'pending'
    returning d.id
  ), freed as (
    update delivery d set due_at = now()
    where d.org_id = $1 and d.conversation_id = any ($3::uuid[]) and d.status = 'pending'
      and d.due_at is null and d.id not in (select id from gone)
  )
  select id as "conversationId", version from conv`)

const CANCELLED: DeliveryFailure = {
  code: 'cancelled',
  reason: 'The broadcast was cancelled before it was sent.',
}

const MAY: Record<'running' | 'paused' | 'cancelled', readonly BroadcastStatus[]> = {
  running: ['paused'],
  paused: ['gathering', 'running'],
  cancelled: ['scheduled', 'gathering', 'running', 'paused'],
}

export type Steered = { broadcast: Broadcast; changed: { conversationId: Id; version: number }[] }

/**
 * Pauses a broadcast, lets it go on or cancels it. From the commit on no message of a paused or cancelled one
 * is made; one that is cancelled takes back what no platform has been given yet. Asked for what it is
 * already, it changes nothing.
 *
 * @throws AppError `not_found`; `conflict` when it has ended.
 */
export async function steerBroadcast(
  tx: OrgTx,
  broadcastId: Id,
  status: 'running' | 'paused' | 'cancelled',
): Promise<Steered> {
  const before = await lockBroadcast(tx, broadcastId, 'change')
  if (!before) throw new AppError('not_found', 'There is no such broadcast.')
  const wanted = status === 'running' && !before.isGathered ? 'gathering' : status
  if (before.status === wanted) return { broadcast: await getBroadcast(tx, broadcastId), changed: [] }
  if (!MAY[status].includes(before.status)) {
    throw new AppError('conflict', `This broadcast is ${before.status}, so it cannot become ${status}.`)
  }
  await setStatus(tx, broadcastId, { status: wanted, reason: null })
  const changed = status === 'cancelled' ? await cancelRest(tx, broadcastId) : []
  return { broadcast: await getBroadcast(tx, broadcastId), changed }
}

/** A broadcast stops by itself, until a member lets it go on. The caller holds its lock. */
export async function pauseByItself(tx: OrgTx, broadcastId: Id, reason: string): Promise<void> {
  await setStatus(tx, broadcastId, { status: 'paused', reason })
}

async function setStatus(
  tx: OrgTx,
  id: Id,
  { status, reason }: { status: BroadcastStatus; reason: string | null },
): Promise<void> {
  await tx.query(SET, [tx.orgId, id, status, reason])
  if (status === 'paused' || status === 'cancelled') return uprootBroadcast(tx, id)
  const step = plantBroadcast(tx.orgId, id)
  await tx.query(step.statement, step.values)
}

async function cancelRest(tx: OrgTx, id: Id): Promise<Steered['changed']> {
  await tx.query(CANCEL, [tx.orgId, id])
  const { rows } = await tx.query<{ id: Id }>(LOCK_UNSENT, [tx.orgId, id])
  if (rows.length === 0) return []
  const unsent = [tx.orgId, id, rows.map((row) => row.id), encode(CANCELLED)]
  const { rows: changed } = await tx.query<Steered['changed'][number]>(CANCEL_UNSENT, unsent)
  return changed
}
