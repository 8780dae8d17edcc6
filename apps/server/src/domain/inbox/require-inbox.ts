import { AppError, type ChannelType, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const GET = statement('select name, channel from inbox where org_id = $1 and id = $2')

/** @throws AppError `not_found` when the org has no such inbox */
export async function requireInbox(tx: OrgTx, inboxId: Id): Promise<{ name: string; channel: ChannelType }> {
  const { rows } = await tx.query<{ name: string; channel: ChannelType }>(GET, [tx.orgId, inboxId])
  if (!rows[0]) throw new AppError('not_found', 'There is no such inbox.')
  return rows[0]
}
