import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import type { Id } from '@hilo/protocol'
import { canonicalNumber } from './canonical-number.ts'

/**
 * What is derived from the installation's one secret: the keys that hash addresses and API keys, the keys
 * that seal credentials and the secrets of micro-backends, the key that signs links to files, and the secret
 * of the sign-in cookies. Losing the secret loses the credentials, the API keys and the contacts' addresses
 * as lookup keys, so it belongs into a backup of its own.
 */
export type Keys = {
  /**
   * A keyed hash of a contact's address; equal addresses have equal hashes, also a number that is written in
   * another of its ways, and nobody can list them.
   */
  hashAddress(channel: string, kind: string, value: string): Buffer
  hashApiKey(key: string): Buffer
  /** What a contact of an org is found by: eight bytes, that tell nothing without the secret. */
  hashTerm(orgId: Id, term: string): Buffer
  seal(plain: string): Buffer
  unseal(sealed: Uint8Array): string
  /** Bound to its place: copied to another org, owner (a backend, a provider) or name it cannot be opened. */
  sealSecret(place: SecretPlace, plain: string): Buffer
  /** @throws Error when it was sealed elsewhere, with another secret, or was changed. */
  unsealSecret(place: SecretPlace, sealed: Uint8Array): string
  /** What an app that was connected in the dashboard proves itself with to Meta, and Meta to it. */
  verifyTokenOf(appId: string): string
  /** A person, as an app of Meta's knows them: found again, and not to be read. */
  hashUser(appId: string, userId: string): Buffer
  /** Stands under a link to a file, so that nobody else can make one. */
  signLink(text: string): Buffer
  readonly authSecret: string
}

type SecretPlace = { orgId: Id; ownerId: Id; name: string }

const NONCE = 12
const TAG = 16
const UNBOUND = Buffer.alloc(0)

export function deriveKeys(secret: string): Keys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'hilo', purpose, 32))
  const addressKey = createSecretKey(derive('identity address'))
  const termKey = createSecretKey(derive('search terms'))
  const apiKeyKey = createSecretKey(derive('api key'))
  const sealKey = derive('credentials')
  const secretKey = derive('backend secrets')
  const verifyKey = createSecretKey(derive('verify tokens'))
  const userKey = createSecretKey(derive('platform users'))
  const linkKey = createSecretKey(derive('media links'))
  return {
    authSecret: derive('sign-in').toString('base64url'),
    hashAddress: (channel, kind, value) => {
      const known = kind === 'wa_id' ? canonicalNumber(value) : value
      return createHmac('sha256', addressKey).update(`${channel}\0${kind}\0${known}`).digest()
    },
    hashTerm: (orgId, term) =>
      createHmac('sha256', termKey).update(`${orgId}\0${term}`).digest().subarray(0, 8),
    hashApiKey: (key) => createHmac('sha256', apiKeyKey).update(key).digest(),
    verifyTokenOf: (appId) => createHmac('sha256', verifyKey).update(appId).digest('base64url'),
    hashUser: (appId, userId) => createHmac('sha256', userKey).update(`${appId}\0${userId}`).digest(),
    signLink: (text) => createHmac('sha256', linkKey).update(text).digest(),
    seal: (plain) => seal(sealKey, UNBOUND, plain),
    unseal: (sealed) => unseal(sealKey, UNBOUND, sealed),
    sealSecret: (place, plain) => seal(secretKey, boundTo(place), plain),
    unsealSecret: (place, sealed) => unseal(secretKey, boundTo(place), sealed),
  }
}

function boundTo({ orgId, ownerId, name }: SecretPlace): Buffer {
  return Buffer.from(`${orgId}\0${ownerId}\0${name}`)
}

function seal(key: Buffer, bound: Buffer, plain: string): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAAD(bound)
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function unseal(key: Buffer, bound: Buffer, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed)
  // Without a fixed length a tag that was cut short would be believed as far as it goes.
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(bound).setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
  return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8')
}
