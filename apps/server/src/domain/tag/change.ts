import { AppError, type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import { isUniqueViolation } from '../../db/connection.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'

// By its very name: two may differ in a capital, where code made the second.
const LOCK = statement('select id from tag where org_id = $1 and name = $2 for update')
const IS_TAKEN = statement(`
  select 1 from tag where org_id = $1 and lower(name) = lower($2) and id <> $3 limit 1`)
const RENAME = statement('update tag set name = $3 where org_id = $1 and id = $2')
const DELETE = statement('delete from tag where org_id = $1 and id = $2')
const TAKE_OFF = statement('delete from conversation_tag where org_id = $1 and tag_id = $2')
// In one order, so that two who change tags of the same conversations do not wait for each other.
const LOCK_TAGGED = statement(`
  select c.id from conversation c
  join conversation_tag ct on ct.org_id = c.org_id and ct.conversation_id = c.id and ct.tag_id = $2
  where c.org_id = $1 order by c.id for update of c`)
const RAISE = statement(`
  update conversation set version = version + 1, changed_at = now()
  where org_id = $1 and id = any($2::uuid[]) returning id, version`)
const RECORD = statement(`
  insert into conversation_event (org_id, id, conversation_id, after_seq, type, actor, member_id, data,
    version, api_key_id)
  select $1, e.id, c.id, c.seq, $4, 'member', $5, $6, c.version, $7
  from unnest($2::uuid[], $3::uuid[]) as e (id, conversation_id)
  join conversation c on c.org_id = $1 and c.id = e.conversation_id`)

type Changing = { tag: string; actor: ActorIds & { memberId: Id } }
type Told = { type: 'tagged' | 'untagged'; data: Record<string, unknown> }
/** A conversation that had it, as it is now. */
export type Retagged = { id: Id; version: number }

/**
 * Gives a tag another name. The conversations that have it go on having it, and say who renamed it. What
 * names it elsewhere (code, instructions, broadcasts) is not changed.
 *
 * @throws AppError `not_found`; `conflict` when another tag is called so, in whichever letters.
 */
export async function renameTag(
  tx: OrgTx,
  { tag, to, actor }: Changing & { to: string },
): Promise<Retagged[]> {
  const tagId = await lockTag(tx, tag)
  if (to === tag) return []
  const taken = new AppError('conflict', `There is a tag "${to}" already. Choose another name.`)
  if ((await tx.query(IS_TAKEN, [tx.orgId, to, tagId])).rows.length > 0) throw taken
  try {
    await tx.query(RENAME, [tx.orgId, tagId, to])
  } catch (error) {
    // Somebody made it meanwhile.
    throw isUniqueViolation(error) ? taken : error
  }
  return tellTagged(tx, tagId, { actor, told: { type: 'tagged', data: { tag: to, from: tag } } })
}

/**
 * Deletes a tag and takes it off all conversations, which say who did it.
 *
 * @throws AppError `not_found`
 */
export async function deleteTag(tx: OrgTx, { tag, actor }: Changing): Promise<Retagged[]> {
  const tagId = await lockTag(tx, tag)
  const told: Told = { type: 'untagged', data: { tag, isDeleted: true } }
  const retagged = await tellTagged(tx, tagId, { actor, told })
  await tx.query(TAKE_OFF, [tx.orgId, tagId])
  await tx.query(DELETE, [tx.orgId, tagId])
  return retagged
}

async function lockTag(tx: OrgTx, tag: string): Promise<Id> {
  const { rows } = await tx.query<{ id: Id }>(LOCK, [tx.orgId, tag])
  if (!rows[0]) throw new AppError('not_found', `There is no tag "${tag}".`)
  return rows[0].id
}

/** Raises the version of every conversation that has it, and writes into its timeline what became of it. */
async function tellTagged(
  tx: OrgTx,
  tagId: Id,
  { actor, told }: Pick<Changing, 'actor'> & { told: Told },
): Promise<Retagged[]> {
  const { rows } = await tx.query<{ id: Id }>(LOCK_TAGGED, [tx.orgId, tagId])
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  const { rows: raised } = await tx.query<Retagged>(RAISE, [tx.orgId, ids])
  const { type, data } = told
  await tx.query(RECORD, [
    ...[tx.orgId, ids.map(() => newId()), ids, type],
    ...[actor.memberId, encode(data), actor.apiKeyId],
  ])
  return raised
}
