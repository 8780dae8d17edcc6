import { createPublicKey, randomBytes } from 'node:crypto'
import { AppError, type Id, newId, type SignedIdentity } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import type { TrustedKey } from './read-token.ts'
import { describeIdentity, lockIdentity, SECRET_NAME } from './signed-identity.ts'

const ADD = statement(`
  insert into identity_key (org_id, id, inbox_id, type, sealed, public_key, hint)
  values ($1, $2, $3, $4, $5, $6, $7)`)
const REMOVE = statement('delete from identity_key where org_id = $1 and inbox_id = $2 and id = $3')
const TRUSTED = statement(`
  select id, type, sealed, public_key as "publicKey" from identity_key where org_id = $1 and inbox_id = $2`)

type Row = { id: Id } & ({ type: 'secret'; sealed: Buffer } | { type: 'public_key'; publicKey: string })
type NewKey = { type: 'secret' } | { type: 'public_key'; publicKey: string }

/** While one takes the other's place. */
const KEYS_MAX = 2
const RSA_BITS_MIN = 2_048

/**
 * Adds what identities are signed with. A secret is made here, and given out this once.
 *
 * @throws AppError `not_found`; `conflict` when there are two; `invalid_request` for a key that is none
 */
export async function addIdentityKey(
  tx: OrgTx,
  keys: Keys,
  { inboxId, key }: { inboxId: Id; key: NewKey },
): Promise<{ identity: SignedIdentity; secret: string | null }> {
  const before = await lockIdentity(tx, inboxId)
  if (before.keys.length >= KEYS_MAX) {
    throw new AppError(
      'conflict',
      `There are ${KEYS_MAX} already: remove the one that nothing is signed with any more.`,
    )
  }
  const id = newId()
  const place = { orgId: tx.orgId, ownerId: id, name: SECRET_NAME }
  if (key.type === 'secret') {
    const secret = randomBytes(32).toString('base64url')
    const hint = `…${secret.slice(-4)}`
    await tx.query(ADD, [tx.orgId, id, inboxId, key.type, keys.sealSecret(place, secret), null, hint])
    return { identity: await describeIdentity(tx, inboxId), secret }
  }
  const { pem, hint } = publicKeyOf(key.publicKey)
  await tx.query(ADD, [tx.orgId, id, inboxId, key.type, null, pem, hint])
  return { identity: await describeIdentity(tx, inboxId), secret: null }
}

/**
 * Removes one, and with it what it signed.
 *
 * @throws AppError `not_found`; `conflict` when it is the last one and visitors are still known by it
 */
export async function removeIdentityKey(
  tx: OrgTx,
  { inboxId, keyId }: { inboxId: Id; keyId: Id },
): Promise<SignedIdentity> {
  const { mode, keys } = await lockIdentity(tx, inboxId)
  if (!keys.some(({ id }) => id === keyId)) throw new AppError('not_found', 'There is no such key.')
  if (mode !== 'off' && keys.length === 1) {
    throw new AppError('conflict', 'It is the only one: add another first, or switch signed identity off.')
  }
  await tx.query(REMOVE, [tx.orgId, inboxId, keyId])
  return describeIdentity(tx, inboxId)
}

/** Those of an inbox, with the secrets in the clear: kept no longer than a token takes to be read. */
export async function trustedKeys(tx: OrgTx, keys: Keys, inboxId: Id): Promise<TrustedKey[]> {
  const { rows } = await tx.query<Row>(TRUSTED, [tx.orgId, inboxId])
  return rows.map((row) => {
    if (row.type === 'public_key') return { id: row.id, type: row.type, publicKey: row.publicKey }
    const place = { orgId: tx.orgId, ownerId: row.id, name: SECRET_NAME }
    return { id: row.id, type: row.type, secret: keys.unsealSecret(place, row.sealed) }
  })
}

/** A private key would be read as the public one in it, and has no business here. */
function publicKeyOf(text: string): { pem: string; hint: string } {
  const key = /PRIVATE KEY/.test(text) ? null : parsed(text)
  const { modulusLength = 0, namedCurve } = key?.asymmetricKeyDetails ?? {}
  const hint =
    key?.asymmetricKeyType === 'rsa' && modulusLength >= RSA_BITS_MIN
      ? `RSA ${modulusLength}`
      : namedCurve === 'prime256v1'
        ? 'P-256'
        : null
  if (key && hint) return { pem: key.export({ type: 'spki', format: 'pem' }) as string, hint }
  const message = 'must be a public key as PEM: RSA from 2048 bits on, or of the curve P-256.'
  const messageEs = 'tiene que ser una clave pública en PEM: RSA desde 2048 bits, o de la curva P-256.'
  const issues = [{ path: ['publicKey'], message, messageEs }]
  throw new AppError('invalid_request', `publicKey: ${message}`, { issues })
}

function parsed(text: string) {
  try {
    return createPublicKey(text)
  } catch {
    return null
  }
}
