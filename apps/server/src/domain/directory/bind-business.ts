import type { Id } from '@hilo/protocol'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Binding } from './find.ts'

const BIND = statement(`
  insert into directory (app_id, account, channel, org_id, inbox_id) values ($1, $2, $3, $4, $5)
  on conflict (app_id, account) do update set proved_at = now()
  where directory.org_id = excluded.org_id`)

/**
 * Binds a business account, which several numbers may share, to the first inbox of it. What its webhooks say
 * is about the account, so any inbox of the org will do; an account of another org stays theirs.
 */
export async function bindBusiness(
  global: Queryable,
  { appId, account, channel, orgId, inboxId }: { appId: string; account: string } & Binding & { orgId: Id },
): Promise<void> {
  await global.query(BIND, [appId, account, channel, orgId, inboxId])
}
