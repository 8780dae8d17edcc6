import { randomBytes } from 'node:crypto'
import { type Id, isId } from '@hilo/protocol'

/**
 * The text of an API key: `hilo_<org>_<secret>`, both in base32 (RFC 4648, lower case). It names its org, so
 * that it is looked up within that org and nowhere else. The secret has 160 random bits; the first six
 * characters find the row.
 */

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const SECRET_BYTES = 20
const FORM = /^hilo_([a-z2-7]{26})_([a-z2-7]{32})$/
const PREFIX_LENGTH = 6

export type KeyParts = { orgId: Id; prefix: string; lastFour: string }

/** A new key of the org. */
export function generateKey(orgId: Id): string {
  const org = Buffer.from(orgId.replaceAll('-', ''), 'hex')
  return `hilo_${toBase32(org)}_${toBase32(randomBytes(SECRET_BYTES))}`
}

/** What a key says of itself; null for a text that no `generateKey` has made. */
export function readKey(key: string): KeyParts | null {
  const [, org, secret] = FORM.exec(key) ?? []
  if (org === undefined || secret === undefined) return null
  const hex = fromBase32(org).toString('hex')
  const orgId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  if (!isId(orgId)) return null
  return { orgId, prefix: secret.slice(0, PREFIX_LENGTH), lastFour: secret.slice(-4) }
}

function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => ALPHABET[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
