import { AppError, type Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Inbox, InboxSettings } from './inbox.ts'

const LOCK = statement(`
  select id, channel, name, account, settings, ai_answers as "aiAnswers",
         disconnected_at as "disconnectedAt" from inbox
  where org_id = $1 and id = $2 for update`)
const BACKEND = statement('select 1 from backend where org_id = $1 and id = $2')

export type LockedInbox = Pick<Inbox, 'id' | 'channel' | 'name' | 'account' | 'aiAnswers'> & {
  /** Credentials in it are sealed. */
  settings: InboxSettings
  disconnectedAt: Date | null
}

/** Locks an inbox until the transaction ends. @throws AppError `not_found` */
export async function lockInbox(tx: OrgTx, inboxId: Id): Promise<LockedInbox> {
  const { rows } = await tx.query<Omit<LockedInbox, 'settings'> & { settings: Buffer }>(LOCK, [
    ...[tx.orgId, inboxId],
  ])
  const [row] = rows
  if (!row) throw new AppError('not_found', 'There is no such inbox.')
  return { ...row, settings: decode<InboxSettings>(row.settings) }
}

/** @throws AppError `not_found` when the org has no such micro-backend. Null is people alone. */
export async function requireBackend(tx: OrgTx, backendId: Id | null): Promise<void> {
  if (backendId === null) return
  const { rowCount } = await tx.query(BACKEND, [tx.orgId, backendId])
  if (!rowCount) throw new AppError('not_found', 'There is no such micro-backend.')
}
