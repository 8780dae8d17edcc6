import type { Id } from '@hilo/protocol'
import type { Ground } from '../app.ts'
import type { OrgTx } from '../db/database.ts'
import { NOBODY } from '../domain/actor/actor.ts'
import { bindAccount } from '../domain/directory/bind.ts'
import { changeInbox } from '../domain/inbox/change.ts'
import { connectInbox } from '../domain/inbox/connect.ts'
import { findAccountInbox } from '../domain/inbox/find-account.ts'

/** The inboxes of the demo org: made once, and left as members have changed them since. */

type Wanted = Parameters<typeof connectInbox>[2]
export type DemoInbox = { id: Id; isConnected: boolean; wanted: Wanted }

/** Connects an account as an inbox, unless that was done before. */
export async function keepInbox(tx: OrgTx, keys: Ground['keys'], wanted: Wanted): Promise<DemoInbox> {
  const found = await findAccountInbox(tx, wanted)
  if (!found) return { id: await connectInbox(tx, keys, wanted), isConnected: true, wanted }
  const { id, name, backendId, settings, isDisconnected } = found
  // The demo site is at another address when its port has changed.
  const lacking = (wanted.settings.allowedOrigins ?? []).filter(
    (origin) => !settings.allowedOrigins?.includes(origin),
  )
  if (lacking.length > 0) {
    const allowedOrigins = [...(settings.allowedOrigins ?? []), ...lacking]
    await changeInbox(tx, NOBODY, { inboxId: id, name, backendId, allowedOrigins })
  }
  return { id, isConnected: !isDisconnected, wanted }
}

/** Binds them in the directory; safe to repeat. One that a member disconnected stays so. */
export async function bindInboxes(
  global: Ground['db']['global'],
  orgId: Id,
  inboxes: readonly DemoInbox[],
): Promise<void> {
  for (const { id: inboxId, isConnected, wanted } of inboxes) {
    const { channel, account, settings } = wanted
    if (!isConnected) continue
    await bindAccount(global, { appId: settings.appId ?? 'web', account, channel, orgId, inboxId })
  }
}
