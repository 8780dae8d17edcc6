import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto'

/**
 * What is derived from the installation's one secret: the key that hashes addresses, the key that seals
 * credentials, and the secret of the sign-in cookies. Losing the secret loses the credentials and the
 * contacts' addresses as lookup keys, so it belongs into a backup of its own.
 */
export type Keys = {
  /** A keyed hash of a contact's address; equal addresses have equal hashes, and nobody can list them. */
  hashAddress(channel: string, kind: string, value: string): Buffer
  seal(plain: string): Buffer
  unseal(sealed: Uint8Array): string
  readonly authSecret: string
}

const NONCE = 12
const TAG = 16

export function deriveKeys(secret: string): Keys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'hilo', purpose, 32))
  const addressKey = createSecretKey(derive('identity address'))
  const sealKey = derive('credentials')
  return {
    authSecret: derive('sign-in').toString('base64url'),
    hashAddress: (channel, kind, value) =>
      createHmac('sha256', addressKey).update(`${channel}\0${kind}\0${value}`).digest(),
    seal(plain) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce, { authTagLength: TAG })
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    unseal(sealed) {
      const bytes = Buffer.from(sealed)
      // Without a fixed length a tag that was cut short would be believed as far as it goes.
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, NONCE), {
        authTagLength: TAG,
      })
      decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
      return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8')
    },
  }
}
