import type { ChannelType, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { InboxSettings } from './inbox.ts'

const FIND = statement(`
  select id, name, backend_id as "backendId", settings, disconnected_at is not null as "isDisconnected"
  from inbox where org_id = $1 and channel = $2 and account = $3`)

type Row = { id: Id; name: string; backendId: Id | null; isDisconnected: boolean }

/** The inbox of an account, as it was left; null when the org has none. */
export async function findAccountInbox(
  tx: OrgTx,
  { channel, account }: { channel: ChannelType; account: string },
): Promise<(Row & { settings: InboxSettings }) | null> {
  const { rows } = await tx.query<Row & { settings: Buffer }>(FIND, [tx.orgId, channel, account])
  const row = rows[0]
  return row ? { ...row, settings: decode(row.settings) } : null
}
