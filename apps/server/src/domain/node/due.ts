import type { Id } from '@hilo/protocol'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

export type Due = { kind: 'run' | 'delivery' | 'job'; orgId: Id; id: Id }

const DUE = statement('select kind, org_id as "orgId", id from due($1::uuid[], $2)')

/**
 * Everything whose time has come, and everything claimed by a node that is not among the living, across orgs.
 * Each is then done inside its org. This is the one mechanism for all that can be left behind.
 */
export async function listDue(global: Queryable, living: readonly Id[], most = 500): Promise<Due[]> {
  const { rows } = await global.query<Due>(DUE, [living, most])
  return rows
}
