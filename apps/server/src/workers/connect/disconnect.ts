import { AppError, type Id } from '@hilo/protocol'
import { disconnectInbox } from '../../domain/inbox/disconnect.ts'
import { hasSibling } from '../../domain/inbox/has-sibling.ts'
import { unsubscribe } from './act.ts'
import type { Desk } from './desk.ts'
import { ticketOf } from './replace-token.ts'

/**
 * Disconnects an inbox: the platform is told first, while the token still is; whatever it answers, the token
 * is deleted then. Numbers of one business account share its subscription, so the last of them ends it.
 *
 * @throws AppError `not_found`
 */
export async function disconnect(desk: Desk, orgId: Id, inboxId: Id): Promise<{ isUnsubscribed: boolean }> {
  const { db, bus, executionLog } = desk.context
  const inbox = await desk.context.inboxes(orgId, inboxId)
  if (!inbox) throw new AppError('not_found', 'There is no such inbox.')
  const { accessToken, wabaId } = inbox.settings
  const isShared = wabaId !== undefined && (await hasSibling(db, { orgId, inboxId, wabaId }))
  const isUnsubscribed =
    accessToken === undefined ||
    isShared ||
    (await unsubscribe(desk, await ticketOf(desk, inbox, accessToken), inbox.account))
  await db.withOrg(orgId, (tx) => disconnectInbox(tx, { inboxId }))
  bus.publish({ type: 'inboxes', orgId })
  executionLog.write(orgId, {
    ...{ severity: 'warn', source: 'system', kind: 'inbox.disconnected', data: { inboxId } },
    text: `${inbox.name} was disconnected, and its token deleted.`,
  })
  return { isUnsubscribed }
}
