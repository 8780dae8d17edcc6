import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockInbox } from './require.ts'

const DUE = statement(`
  select 1 from inbox where org_id = $1 and id = $2 and disconnected_at is not null
    and forget_at <= now() + interval '1 second'`)
const FORGET = [
  'delete from template where org_id = $1 and inbox_id = $2',
  'delete from unhandled_event where org_id = $1 and inbox_id = $2',
  'delete from job where org_id = $1 and id = $2',
  `update media m set external_id = null, external_until = null from conversation c
   where m.org_id = $1 and m.external_id is not null and c.org_id = $1 and c.id = m.conversation_id
     and c.inbox_id = $2`,
  'update deletion_part set done_at = now() where org_id = $1 and inbox_id = $2 and done_at is null',
].map(statement)
const CLEAR = statement(`
  update inbox set settings = $3, templates_synced_at = null, templates_failure = null,
    forgotten_at = now()
  where org_id = $1 and id = $2`)

/**
 * Deletes what a platform gave of a disconnected inbox, once its term is over: templates, what its webhooks
 * were counted by, the platform's names of uploads, and the ids beside the account's own. Conversations are
 * the org's and stay. Nothing happens when the inbox was connected again meanwhile.
 */
export async function forgetPlatform(tx: OrgTx, inboxId: Id): Promise<boolean> {
  const { rowCount } = await tx.query(DUE, [tx.orgId, inboxId])
  if (!rowCount) return false
  const { settings, channel } = await lockInbox(tx, inboxId)
  for (const one of FORGET) await tx.query(one, [tx.orgId, inboxId])
  const { allowedOrigins, color, greeting, greetingBackendId } = settings
  const kept = channel === 'web' ? { allowedOrigins, color, greeting, greetingBackendId } : {}
  await tx.query(CLEAR, [tx.orgId, inboxId, encode(kept)])
  return true
}
