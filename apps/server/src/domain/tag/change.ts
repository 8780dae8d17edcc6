import { AppError, type Id } from '@hilo/protocol'
import { isUniqueViolation } from '../../db/connection.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { tellSoon } from './tell-soon.ts'

// By its very name: two may differ in a capital, where code made the second. Whoever puts it on a
// conversation at this moment is waited for, and who comes later finds what became of it.
const LOCK = statement('select id from tag where org_id = $1 and name = $2 for update')
const IS_TAKEN = statement(`
  select 1 from tag where org_id = $1 and lower(name) = lower($2) and id <> $3 limit 1`)
const RENAME = statement('update tag set name = $3 where org_id = $1 and id = $2')
const DELETE = statement('delete from tag where org_id = $1 and id = $2')

type Changing = { tag: string; actor: ActorIds & { memberId: Id } }

/**
 * Gives a tag another name. The conversations that have it go on having it; a job has each say who renamed
 * it. What names it elsewhere (code, instructions, broadcasts) is not changed.
 *
 * @returns how many conversations have it
 * @throws AppError `not_found`; `conflict` when another tag is called so, in whichever letters.
 */
export async function renameTag(tx: OrgTx, { tag, to, actor }: Changing & { to: string }): Promise<number> {
  const tagId = await lockTag(tx, tag)
  if (to === tag) return 0
  const taken = new AppError('conflict', `There is a tag "${to}" already. Choose another name.`)
  if ((await tx.query(IS_TAKEN, [tx.orgId, to, tagId])).rows.length > 0) throw taken
  try {
    await tx.query(RENAME, [tx.orgId, tagId, to])
  } catch (error) {
    // Somebody made it meanwhile.
    throw isUniqueViolation(error) ? taken : error
  }
  return tellSoon(tx, tagId, { actor, type: 'tagged', data: { tag: to, from: tag } })
}

/**
 * Deletes a tag. No conversation has it from then on; a job has each that had it say who deleted it.
 *
 * @returns how many conversations had it
 * @throws AppError `not_found`
 */
export async function deleteTag(tx: OrgTx, { tag, actor }: Changing): Promise<number> {
  const tagId = await lockTag(tx, tag)
  await tx.query(DELETE, [tx.orgId, tagId])
  return tellSoon(tx, tagId, { actor, type: 'untagged', data: { tag, isDeleted: true } })
}

async function lockTag(tx: OrgTx, tag: string): Promise<Id> {
  const { rows } = await tx.query<{ id: Id }>(LOCK, [tx.orgId, tag])
  if (!rows[0]) throw new AppError('not_found', `There is no tag "${tag}".`)
  return rows[0].id
}
