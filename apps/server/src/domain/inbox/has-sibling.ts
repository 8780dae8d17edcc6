import type { Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { InboxSettings } from './inbox.ts'

const OTHERS = statement(`
  select settings from inbox
  where org_id = $1 and id <> $2 and channel = 'whatsapp' and disconnected_at is null`)

/** True when another connected inbox of the org is a number of the same business account. */
export async function hasSibling(
  db: Database,
  { orgId, inboxId, wabaId }: { orgId: Id; inboxId: Id; wabaId: string },
): Promise<boolean> {
  const [result] = await db.flight(orgId, [{ statement: OTHERS, values: [orgId, inboxId] }])
  const rows = (result?.rows ?? []) as { settings: Buffer }[]
  return rows.some(({ settings }) => decode<InboxSettings>(settings).wabaId === wabaId)
}
