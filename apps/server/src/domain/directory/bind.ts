import { AppError, type Id } from '@hilo/protocol'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Binding } from './find.ts'

const BIND = statement(`
  insert into directory (app_id, account, channel, org_id, inbox_id) values ($1, $2, $3, $4, $5)
  on conflict (app_id, account) do update set proved_at = now()
  where directory.org_id = excluded.org_id and directory.inbox_id = excluded.inbox_id
  returning org_id`)

/**
 * Binds an external account to an inbox. Call it only after the account's control was proved with the org's
 * own credentials. Binding it again to the same inbox renews the proof.
 *
 * @throws AppError `conflict` when the account already belongs to another inbox.
 */
export async function bindAccount(
  global: Queryable,
  { appId, account, channel, orgId, inboxId }: { appId: string; account: string } & Binding & { orgId: Id },
): Promise<void> {
  const { rowCount } = await global.query(BIND, [appId, account, channel, orgId, inboxId])
  if (!rowCount)
    throw new AppError('conflict', `The account ${account} is already connected to another inbox.`)
}
