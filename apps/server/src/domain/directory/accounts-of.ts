import type { Id } from '@hilo/protocol'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const OF = statement(`
  select app_id as "appId", account from directory where org_id = $1 and inbox_id = $2`)

/** The accounts that an inbox has proved, each with the app that may speak for it. */
export async function accountsOf(
  global: Queryable,
  { orgId, inboxId }: { orgId: Id; inboxId: Id },
): Promise<{ appId: string; account: string }[]> {
  const { rows } = await global.query<{ appId: string; account: string }>(OF, [orgId, inboxId])
  return rows
}
