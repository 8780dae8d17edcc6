import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { releaseHeld } from '../delivery/release-held.ts'
import { plantTokenCheck } from './plant-token-check.ts'
import { lockInbox } from './require.ts'

const SET = statement(`
  update inbox set settings = $3, token_version = token_version + 1, token_set_at = now(),
    token_expires_at = $4, token_refused_at = null, token_refusal = null
  where org_id = $1 and id = $2`)
const REFUSE = statement(`
  update inbox set token_refused_at = now(), token_refusal = $4
  where org_id = $1 and id = $2 and token_version = $3 and token_refused_at is null
    and disconnected_at is null
  returning id`)
const NOTE_END = statement(`
  update inbox set token_expires_at = $4
  where org_id = $1 and id = $2 and token_version = $3 and token_expires_at is distinct from $4
  returning id`)

type NewToken = { inboxId: Id; token: string; expiresAt: Date | null }

/**
 * Seals another token into an inbox that is connected, and lets go what waited for it. The platform said
 * before that it opens the account.
 *
 * @returns false when the inbox was disconnected meanwhile: then the token is kept nowhere.
 * @throws AppError `not_found`
 */
export async function setToken(
  tx: OrgTx,
  keys: Keys,
  { inboxId, token, expiresAt }: NewToken,
): Promise<boolean> {
  const { settings, disconnectedAt } = await lockInbox(tx, inboxId)
  if (disconnectedAt) return false
  const accessToken = keys.seal(token).toString('base64')
  await tx.query(SET, [tx.orgId, inboxId, encode({ ...settings, accessToken }), expiresAt])
  await releaseHeld(tx, inboxId)
  const step = plantTokenCheck(tx.orgId, inboxId)
  await tx.query(step.statement, step.values)
  return true
}

type TokenOf = { orgId: Id; inboxId: Id; tokenVersion: number }

/**
 * Notes that the platform does not take the token of an inbox any more; what is to be sent waits from then
 * on.
 *
 * @returns true when that is news: it is not, when it was known or the token has been replaced meanwhile.
 */
export async function refuseToken(
  db: Database,
  { orgId, inboxId, tokenVersion }: TokenOf,
  refusal: { code: string; reason: string },
): Promise<boolean> {
  const values = [orgId, inboxId, tokenVersion, encode(refusal)]
  const [result] = await db.flight(orgId, [{ statement: REFUSE, values }])
  return (result?.rows.length ?? 0) > 0
}

/** Notes until when the token is good, as the platform says it now. True when that is news. */
export async function noteTokenEnd(
  db: Database,
  { orgId, inboxId, tokenVersion }: TokenOf,
  expiresAt: Date | null,
): Promise<boolean> {
  const values = [orgId, inboxId, tokenVersion, expiresAt]
  const [result] = await db.flight(orgId, [{ statement: NOTE_END, values }])
  return (result?.rows.length ?? 0) > 0
}
