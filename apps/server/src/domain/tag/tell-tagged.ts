import { type Id, newId } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Retagging } from '../job/enqueue.ts'
import { lockRetagJob, type RetagJob, retagJob } from './tell-soon.ts'

/** A conversation that had it, as it is now. */
export type Retagged = { id: Id; version: number }

/** So many at a time: who writes to one of them waits for no more. */
const BATCH = 500

// In one order, so that two who change tags of the same conversations do not wait for each other.
const LOCK_TAGGED = statement(`
  select c.id from conversation_tag ct
  join conversation c on c.org_id = ct.org_id and c.id = ct.conversation_id
  where ct.org_id = $1 and ct.tag_id = $2 and ct.created_at <= $3::timestamptz
    and ($4::uuid is null or ct.conversation_id > $4)
  order by ct.conversation_id limit $5 for update of c, ct`)
const RAISE = statement(`
  update conversation set version = version + 1, changed_at = now()
  where org_id = $1 and id = any($2::uuid[]) returning id, version`)
const RECORD = statement(`
  insert into conversation_event (org_id, id, conversation_id, after_seq, type, actor, member_id, data,
    version, api_key_id)
  select $1, e.id, c.id, c.seq, $4, 'member', $5, $6, c.version, $7
  from unnest($2::uuid[], $3::uuid[]) as e (id, conversation_id)
  join conversation c on c.org_id = $1 and c.id = e.conversation_id`)
const TAKE_OFF = statement(`
  delete from conversation_tag where org_id = $1 and tag_id = $2 and conversation_id = any($3::uuid[])`)
const READ_JOB = statement('select payload from job where org_id = $1 and id = $2')
const GO_ON = statement('update job set payload = $3 where org_id = $1 and id = $2')
const END = statement('delete from job where org_id = $1 and id = $2')

/**
 * Raises the version of the next conversations that have the tag, writes into their timelines what became of
 * it, and takes off one that is deleted. How far it came is kept with the job, so that each is told once also
 * where the answer of a commit was lost.
 *
 * @returns those, and whether there may be more; with the last of the last change the job is gone
 */
export async function tellTagged(tx: OrgTx, tagId: Id): Promise<{ told: Retagged[]; hasMore: boolean }> {
  const read = await readJob(tx, tagId)
  if (!read) return { told: [], hasMore: false }
  const ids = await lockNext(tx, tagId, read)
  // Only now: who puts a tag locks the conversation, then the tag; who renames it the tag, then the job.
  const job = await lockRetagJob(tx, tagId)
  // Another process goes on with it, and has told them while they were waited for.
  if (!job || !isAsFar(job, read)) return { told: [], hasMore: job !== null }
  const [change, ...later] = job.changes
  const last = ids.at(-1)
  if (change && last !== undefined) {
    const told = await tell(tx, { tagId, ids, change })
    await tx.query(GO_ON, [tx.orgId, tagId, retagJob(job.changes, last)])
    return { told, hasMore: true }
  }
  if (later.length > 0) await tx.query(GO_ON, [tx.orgId, tagId, retagJob(later, null)])
  else await tx.query(END, [tx.orgId, tagId])
  return { told: [], hasMore: later.length > 0 }
}

async function readJob(tx: OrgTx, tagId: Id): Promise<RetagJob | null> {
  const { rows } = await tx.query<{ payload: Buffer }>(READ_JOB, [tx.orgId, tagId])
  return rows[0] ? decode<RetagJob>(rows[0].payload) : null
}

async function lockNext(tx: OrgTx, tagId: Id, { changes, after }: RetagJob): Promise<Id[]> {
  const at = changes[0]?.at ?? null
  const { rows } = await tx.query<{ id: Id }>(LOCK_TAGGED, [tx.orgId, tagId, at, after, BATCH])
  return rows.map(({ id }) => id)
}

function isAsFar(one: RetagJob, other: RetagJob): boolean {
  return one.after === other.after && one.changes[0]?.at === other.changes[0]?.at
}

type Told = { tagId: Id; ids: readonly Id[]; change: Retagging }

async function tell(tx: OrgTx, { tagId, ids, change }: Told): Promise<Retagged[]> {
  const { actor, type, data } = change
  const { rows: told } = await tx.query<Retagged>(RAISE, [tx.orgId, ids])
  await tx.query(RECORD, [
    ...[tx.orgId, ids.map(() => newId()), ids, type],
    ...[actor.memberId, encode(data), actor.apiKeyId],
  ])
  if (type === 'untagged') await tx.query(TAKE_OFF, [tx.orgId, tagId, ids])
  return told
}
