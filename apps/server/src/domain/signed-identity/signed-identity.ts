import { AppError, type Id, type IdentityMode, type SignedIdentity } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const MODE = statement(`
  select signed_identity as mode from inbox
  where org_id = $1 and id = $2 and channel = 'web' and disconnected_at is null`)
const LOCK = statement(`
  select signed_identity as mode from inbox
  where org_id = $1 and id = $2 and channel = 'web' and disconnected_at is null for update`)
const KEYS = statement(`
  select id, type, hint, created_at as "createdAt" from identity_key
  where org_id = $1 and inbox_id = $2 order by created_at desc, id desc`)
const SET = statement('update inbox set signed_identity = $3 where org_id = $1 and id = $2')

type KeyRow = Omit<SignedIdentity['keys'][number], 'createdAt'> & { createdAt: Date }

/** What the secrets of an inbox are sealed under, beside its org and the key itself. */
export const SECRET_NAME = 'signed identity'

/** How an inbox knows its visitors, without its secrets. @throws AppError `not_found` when it is no widget */
export async function describeIdentity(tx: OrgTx, inboxId: Id): Promise<SignedIdentity> {
  const { rows } = await tx.query<{ mode: IdentityMode }>(MODE, [tx.orgId, inboxId])
  if (!rows[0]) throw noWidget()
  const { rows: keys } = await tx.query<KeyRow>(KEYS, [tx.orgId, inboxId])
  return {
    mode: rows[0].mode,
    audience: inboxId,
    keys: keys.map((key) => ({ ...key, createdAt: key.createdAt.toISOString() })),
  }
}

/** Locks an inbox until the transaction ends, so that its keys are counted right. @throws AppError `not_found` */
export async function lockIdentity(tx: OrgTx, inboxId: Id): Promise<SignedIdentity> {
  const { rows } = await tx.query(LOCK, [tx.orgId, inboxId])
  if (rows.length === 0) throw noWidget()
  return describeIdentity(tx, inboxId)
}

/**
 * Says whether visitors may or have to bring a signed identity. Counts for whoever connects from then on.
 *
 * @throws AppError `not_found`; `conflict` when there is nothing yet that one could be signed with
 */
export async function setIdentityMode(
  tx: OrgTx,
  { inboxId, mode }: { inboxId: Id; mode: IdentityMode },
): Promise<SignedIdentity> {
  const { keys } = await lockIdentity(tx, inboxId)
  if (mode !== 'off' && keys.length === 0)
    throw new AppError('conflict', 'Add a secret or a public key first.')
  await tx.query(SET, [tx.orgId, inboxId, mode])
  return describeIdentity(tx, inboxId)
}

function noWidget(): AppError {
  return new AppError('not_found', 'There is no such widget.')
}
