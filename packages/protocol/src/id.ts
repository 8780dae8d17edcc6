import { z } from 'zod'

/** Every id that leaves the application is a uuid v7: it sorts by time and reveals no volume. */
export const Id = z.uuid()
export type Id = string

let lastMs = 0
let counter = 0

/** Random bytes are drawn many at a time: a call to the system costs more than an id. */
const pool = new Uint8Array(8 * 512)
let drawn = pool.length

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * Makes a uuid v7 (RFC 9562, section 5.7) that is greater than every one this process made before,
 * so that rows inserted one after the other sort in that order. 12 bits count within a millisecond;
 * 62 bits are random.
 */
export function newId(): Id {
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    counter = 0
  } else if (++counter > 0xfff) {
    lastMs++
    counter = 0
  }
  if (drawn === pool.length) {
    crypto.getRandomValues(pool)
    drawn = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const variant = hex(((pool[drawn++] as number) & 0x3f) | 0x80) + nextHex()
  const tail = nextHex() + nextHex() + nextHex() + nextHex() + nextHex() + nextHex()
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}-${tail}`
}

function nextHex(): string {
  return hex(pool[drawn++] as number)
}

function hex(byte: number): string {
  return HEX[byte] as string
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True for a lower-case uuid of any version; nothing else may be put into `set local app.org_id`. */
export function isId(value: unknown): value is Id {
  return typeof value === 'string' && UUID.test(value)
}
