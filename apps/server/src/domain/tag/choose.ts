import { AppError, TAGS_MAX } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const FIND = statement(`
  select name from tag where org_id = $1 and lower(name) = lower($2) order by name <> $2, name limit 1`)
const COUNT = statement(`
  select count(*)::int as count from (select from tag where org_id = $1 limit $2) t`)

/**
 * The tag of the org that a member means, however they write its letters; else what they wrote, which becomes
 * one.
 *
 * @throws AppError `conflict` when the org has so many that one more helps nobody.
 */
export async function chooseTag(tx: OrgTx, written: string): Promise<string> {
  const { rows: known } = await tx.query<{ name: string }>(FIND, [tx.orgId, written])
  if (known[0]) return known[0].name
  const { rows } = await tx.query<{ count: number }>(COUNT, [tx.orgId, TAGS_MAX])
  if ((rows[0]?.count ?? 0) >= TAGS_MAX) {
    throw new AppError('conflict', `There are ${TAGS_MAX} tags already. Use one of them.`)
  }
  return written
}
