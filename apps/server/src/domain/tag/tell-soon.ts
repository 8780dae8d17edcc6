import type { Id } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Job, Retagging } from '../job/enqueue.ts'

/** The job of a tag, which has the tag's own id. */
export type RetagJob = Extract<Job, { kind: 'retag' }>

const COUNT = statement(`
  select count(*)::int as conversations, clock_timestamp()::text as at
  from conversation_tag where org_id = $1 and tag_id = $2`)
const LOCK_JOB = statement('select payload from job where org_id = $1 and id = $2 for update')
const PLANT = statement(`
  insert into job (org_id, id, kind, payload, due_at) values ($1, $2, 'retag', $3, now())
  on conflict (org_id, id) do update set payload = excluded.payload`)

/**
 * Has a job tell the conversations that have the tag what became of it, after all that they are still to be
 * told of it: else one that was renamed twice might say the second first. The tag has to be locked, which
 * keeps others from planting its job meanwhile. No conversation is locked here: there may be any number, and
 * who writes to them does not wait.
 *
 * @returns how many conversations have the tag
 */
export async function tellSoon(tx: OrgTx, tagId: Id, change: Omit<Retagging, 'at'>): Promise<number> {
  const { rows } = await tx.query<{ conversations: number; at: string }>(COUNT, [tx.orgId, tagId])
  const { conversations = 0, at = '' } = rows[0] ?? {}
  if (conversations === 0) return 0
  const { memberId, apiKeyId } = change.actor
  const { changes, after } = (await lockRetagJob(tx, tagId)) ?? { changes: [], after: null }
  const added: Retagging = { ...change, actor: { memberId, apiKeyId }, at }
  await tx.query(PLANT, [tx.orgId, tagId, retagJob([...changes, added], after)])
  return conversations
}

/** The job that tells what became of a tag, while nobody else changes it; null: there is none. */
export async function lockRetagJob(tx: OrgTx, tagId: Id): Promise<RetagJob | null> {
  const { rows } = await tx.query<{ payload: Buffer }>(LOCK_JOB, [tx.orgId, tagId])
  return rows[0] ? decode<RetagJob>(rows[0].payload) : null
}

/** As it is stored. */
export function retagJob(changes: readonly Retagging[], after: Id | null): Buffer {
  return encode({ kind: 'retag', changes, after } satisfies RetagJob)
}
