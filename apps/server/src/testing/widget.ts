import { type Id, newId } from '@hilo/protocol'
import type { Database } from '../db/database.ts'
import { bindAccount } from '../domain/directory/bind.ts'
import type { InboxSettings } from '../domain/inbox/inbox.ts'
import { anInbox } from './factories.ts'

/**
 * A widget of an org: the key by which sites name it, bound to its inbox.
 *
 * @param settings such as the sites it may stand on
 */
export async function aWidget(db: Database, orgId: Id, settings: InboxSettings = {}): Promise<string> {
  const account = newId()
  const { id: inboxId } = await anInbox(db, orgId, { channel: 'web', account, settings })
  await bindAccount(db.global, { appId: 'web', account, channel: 'web', orgId, inboxId })
  return account
}
