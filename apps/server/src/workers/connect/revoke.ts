import { addDeletion, addPart, type Concerned, findConcerned } from '../../domain/deletion/deletion.ts'
import { disconnectInbox } from '../../domain/inbox/disconnect.ts'
import { lockInbox } from '../../domain/inbox/require.ts'
import type { Desk } from './desk.ts'

/** `deauthorize`: the app is to be let in no more. `deletion`: and what it got is to be deleted. */
export type Revocation = { appId: string; userId: string; kind: 'deauthorize' | 'deletion' }

/**
 * A person took the app away at Meta: every inbox that they let it into is disconnected, its token deleted
 * before this is answered. Of a request for deletion the rest goes at once too, by a job. Repeating it
 * changes nothing; the code under which it can be looked at is the same.
 */
export async function revoke({ context }: Desk, { appId, userId, kind }: Revocation): Promise<string> {
  const { db, keys } = context
  const code = keys.hashUser(appId, `code ${userId}`).subarray(0, 18).toString('base64url')
  await addDeletion(db.global, { code, appId, userHash: keys.hashUser(appId, userId) })
  for (const concerned of await findConcerned(db.global, { appId, userId, code })) {
    await disconnectOne(context, concerned, { code, kind })
  }
  return code
}

async function disconnectOne(
  { db, bus, executionLog }: Desk['context'],
  concerned: Concerned,
  { code, kind }: { code: string; kind: Revocation['kind'] },
): Promise<void> {
  const { orgId, inboxId } = concerned
  const name = await db.withOrg(orgId, async (tx) => {
    const inbox = await lockInbox(tx, inboxId)
    const isAtOnce = kind === 'deletion' ? { forgetInMs: 0 } : {}
    const { forgetAt: dueAt } = await disconnectInbox(tx, { inboxId, ...isAtOnce })
    await addPart(tx, code, { ...concerned, dueAt })
    return inbox.disconnectedAt ? null : inbox.name
  })
  bus.publish({ type: 'inboxes', orgId })
  if (name === null) return
  executionLog.write(orgId, {
    ...{ severity: 'error', source: 'system', kind: 'inbox.revoked', data: { inboxId, asked: kind } },
    text: `${name} was disconnected: whoever connected it took the app away at Meta.`,
  })
}
