import type { Id } from '@hilo/protocol'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const LIST = statement('select id from org order by id')

/** The ids of all orgs of the installation. */
export async function listOrgs(global: Queryable): Promise<Id[]> {
  const { rows } = await global.query<{ id: Id }>(LIST)
  return rows.map(({ id }) => id)
}
