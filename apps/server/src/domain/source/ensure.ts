import { type ArticleKind, type Id, newId } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** What members write stands in one source of each kind. */
const BY_HAND = 'By hand'

const ADD = statement(`
  insert into source (org_id, id, kind, name) values ($1, $2, $3, $4)
  on conflict (org_id, kind, name) do nothing`)
const FIND = statement('select id from source where org_id = $1 and kind = $2 and name = $3')

/** The source of what members write; made when it is first needed. */
export async function ensureSource(tx: OrgTx, kind: ArticleKind): Promise<Id> {
  await tx.query(ADD, [tx.orgId, newId(), kind, BY_HAND])
  const { rows } = await tx.query<{ id: Id }>(FIND, [tx.orgId, kind, BY_HAND])
  if (!rows[0]) throw new Error('A source was not written.')
  return rows[0].id
}
