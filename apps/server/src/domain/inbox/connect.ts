import { type ChannelType, type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { plantSync } from '../template/plant-sync.ts'
import type { InboxSettings } from './inbox.ts'

const UPSERT = statement(`
  insert into inbox (org_id, id, channel, name, account, settings, backend_id) values ($1, $2, $3, $4, $5,
    $6, $7)
  on conflict (org_id, channel, account)
  do update set name = excluded.name, settings = excluded.settings, backend_id = excluded.backend_id
  returning id`)

type Connect = {
  channel: ChannelType
  name: string
  account: string
  settings: InboxSettings
  backendId: Id | null
}

/**
 * Adds an inbox to the org, or renews its settings. Credentials are sealed before they are stored.
 * The templates of its business account are read soon after.
 */
export async function connectInbox(tx: OrgTx, keys: Keys, inbox: Connect): Promise<Id> {
  const { accessToken, ...open } = inbox.settings
  const settings = accessToken ? { ...open, accessToken: keys.seal(accessToken).toString('base64') } : open
  const { rows } = await tx.query<{ id: Id }>(UPSERT, [
    tx.orgId,
    newId(),
    inbox.channel,
    inbox.name,
    inbox.account,
    encode(settings),
    inbox.backendId,
  ])
  const { id } = rows[0] as { id: Id }
  if (open.wabaId) {
    const step = plantSync(tx.orgId, id)
    await tx.query(step.statement, step.values)
  }
  return id
}
