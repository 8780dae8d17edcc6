import { AppError, type Id } from '@hilo/protocol'
import type { OrgTx, Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Binding } from './find.ts'

const TAKEN = statement(`
  select exists (select from directory where account = $1 and channel = $2 and org_id <> $3) as "isTaken"`)
const LOCK = statement(`select pg_advisory_xact_lock(hashtextextended('account ' || $1, 0))`)
const RELEASE = statement('delete from directory where org_id = $1 and inbox_id = $2')
const CLOSE = statement(`
  update deletion_part set done_at = now() where org_id = $1 and inbox_id = $2 and done_at is null`)
const CLAIM = statement(`
  insert into directory (app_id, account, channel, org_id, inbox_id, user_id)
  values ($1, $2, $3, $4, $5, $6)`)

/** True when another org has this account, with whichever app. Nothing is told of which. */
export async function isAccountTaken(
  global: Queryable,
  { account, channel, orgId }: { account: string; channel: string; orgId: Id },
): Promise<boolean> {
  const { rows } = await global.query<{ isTaken: boolean }>(TAKEN, [account, channel, orgId])
  return rows[0]?.isTaken ?? false
}

/**
 * Binds an account, whose control was proved, to an inbox, together with whoever let the app in. An earlier
 * binding of the inbox, by another app, ends. Two orgs that claim one account at once get one winner.
 *
 * @throws AppError `conflict` when another org has the account.
 */
export async function claimAccount(
  tx: OrgTx,
  { appId, account, channel, inboxId, userId }: ClaimedAccount,
): Promise<void> {
  await tx.query(LOCK, [account])
  if (await isAccountTaken(tx, { account, channel, orgId: tx.orgId })) {
    throw new AppError('conflict', 'This account is connected to another inbox.')
  }
  await tx.query(RELEASE, [tx.orgId, inboxId])
  // What was asked of an earlier connection is over: its token is gone, and this one is new.
  await tx.query(CLOSE, [tx.orgId, inboxId])
  await tx.query(CLAIM, [appId, account, channel, tx.orgId, inboxId, userId])
}

type ClaimedAccount = Omit<Binding, 'orgId'> & { appId: string; account: string; userId: string | null }

/** Ends every binding of an inbox, that of its business account too. */
export async function releaseAccounts(tx: OrgTx, inboxId: Id): Promise<void> {
  await tx.query(RELEASE, [tx.orgId, inboxId])
}
