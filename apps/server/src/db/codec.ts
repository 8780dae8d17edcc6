/**
 * The one door through which content, profiles, event data, journal values and payloads pass on their way to
 * and from `bytea`. The first byte says how the rest is written: 0 is plain JSON in UTF-8. A sealed form gets
 * a number of its own, so it needs no schema change.
 */

const PLAIN = 0

export function encode(value: unknown): Buffer {
  const json = JSON.stringify(value ?? null)
  const length = Buffer.byteLength(json)
  const bytes = Buffer.allocUnsafe(length + 1)
  bytes[0] = PLAIN
  bytes.write(json, 1, 'utf8')
  return bytes
}

/** @throws Error when the bytes were written by a form this version does not know. */
export function decode<T>(bytes: Uint8Array): T {
  if (bytes[0] !== PLAIN) throw new Error(`Stored value has the unknown form ${bytes[0]}.`)
  return JSON.parse(
    Buffer.from(bytes.buffer, bytes.byteOffset + 1, bytes.byteLength - 1).toString('utf8'),
  ) as T
}

export function decodeOrNull<T>(bytes: Uint8Array | null): T | null {
  return bytes ? decode<T>(bytes) : null
}

/** Raw bytes that are kept exactly as they came, such as a webhook's body. */
export function encodeRaw(bytes: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(bytes.byteLength + 1)
  out[0] = PLAIN
  out.set(bytes, 1)
  return out
}

export function decodeRaw(bytes: Uint8Array): Buffer {
  if (bytes[0] !== PLAIN) throw new Error(`Stored bytes have the unknown form ${bytes[0]}.`)
  return Buffer.from(bytes.buffer, bytes.byteOffset + 1, bytes.byteLength - 1)
}
