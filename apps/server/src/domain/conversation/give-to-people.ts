import { HANDED_OFF, type Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { resumeRuleIn } from '../backend/resume-rule.ts'
import { enqueue } from '../job/enqueue.ts'
import { takeTurn } from './take-turn.ts'

const LIVE = statement(`
  select c.turn_epoch as epoch, v.manifest
  from conversation c
  join run r on r.org_id = c.org_id and r.id = c.run_id
  join backend_version v on v.org_id = r.org_id and v.id = r.backend_version_id
  where c.org_id = $1 and c.id = $2 and r.status in ('running', 'waiting')
    and r.wake is distinct from 'cancel'`)
const END = statement(`
  with ended as (
    update run r set status = 'done', outcome = $3, ended_at = now(), due_at = null, wait = null
    from conversation c where c.org_id = $1 and c.id = $2 and r.org_id = $1 and r.id = c.run_id
    returning r.id
  )
  update conversation c set run_id = null from ended where c.org_id = $1 and c.id = $2`)

/**
 * People take the turn, and the resume rule of the run they took it from begins to count: where it is
 * `never` the run ends, where it is a silence the hand-back is queued for when that is over. The caller holds
 * the conversation's lock.
 */
export async function giveToPeople(tx: OrgTx, conversationId: Id): Promise<void> {
  await takeTurn(tx, conversationId)
  const { rows } = await tx.query<{ epoch: number; manifest: Buffer }>(LIVE, [tx.orgId, conversationId])
  const [live] = rows
  if (!live) return
  const rule = resumeRuleIn(live.manifest)
  if (rule === 'never') await tx.query(END, [tx.orgId, conversationId, encode(HANDED_OFF)])
  if (typeof rule === 'string') return
  const { afterSilenceMs } = rule
  const job = { kind: 'hand_back' as const, conversationId, epoch: live.epoch, afterSilenceMs }
  await enqueue(tx, job, afterSilenceMs)
}
