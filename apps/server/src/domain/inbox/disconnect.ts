import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { releaseHeld } from '../delivery/release-held.ts'
import { releaseAccounts } from '../directory/claim-account.ts'
import type { InboxSettings } from './inbox.ts'
import { plantForgetting, uprootTokenCheck } from './plant-token-check.ts'
import { lockInbox } from './require.ts'

/**
 * For so long what a platform gave beside messages stays after an inbox was disconnected, so that connecting
 * it again finds its templates. A person's request for deletion is done at once.
 */
const PLATFORM_DATA_MS = 30 * 24 * 3_600_000

const DISCONNECT = statement(`
  update inbox set settings = $3, disconnected_at = coalesce(disconnected_at, now()),
    forget_at = least(forget_at, now() + $4::float8 * interval '1 millisecond'),
    token_version = token_version + 1, token_set_at = null, token_expires_at = null,
    token_refused_at = null, token_refusal = null, paused_at = null
  where org_id = $1 and id = $2
  returning forget_at as "forgetAt"`)

/**
 * Disconnects an inbox: its token is gone when this is committed, nobody's webhooks reach it any more, and
 * what was to be sent fails visibly. The rest of what the platform gave is deleted in `forgetInMs` at the
 * latest. Repeating it changes nothing, but may bring that day forward.
 *
 * @throws AppError `not_found`
 */
export async function disconnectInbox(
  tx: OrgTx,
  { inboxId, forgetInMs = PLATFORM_DATA_MS }: { inboxId: Id; forgetInMs?: number },
): Promise<{ forgetAt: Date }> {
  const { settings } = await lockInbox(tx, inboxId)
  const { accessToken: _, ...rest }: InboxSettings = settings
  const { rows } = await tx.query<{ forgetAt: Date }>(DISCONNECT, [
    ...[tx.orgId, inboxId, encode(rest), forgetInMs],
  ])
  const { forgetAt } = rows[0] as { forgetAt: Date }
  await releaseAccounts(tx, inboxId)
  await releaseHeld(tx, inboxId)
  for (const step of [
    uprootTokenCheck(tx.orgId, inboxId),
    plantForgetting(tx.orgId, inboxId, Math.max(0, forgetAt.getTime() - Date.now())),
  ]) {
    await tx.query(step.statement, step.values)
  }
  return { forgetAt }
}
