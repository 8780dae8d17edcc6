import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

// Those that are used most: a model is shown no more.
const LIST = statement(`
  select t.name from tag t
  left join conversation_tag ct on ct.org_id = t.org_id and ct.tag_id = t.id
  where t.org_id = $1
  group by t.name order by count(ct.tag_id) desc, t.name limit 100`)

/** The tags of the org, the most used first. */
export async function listTags(tx: OrgTx): Promise<string[]> {
  const { rows } = await tx.query<{ name: string }>(LIST, [tx.orgId])
  return rows.map(({ name }) => name)
}
