import { createHmac, timingSafeEqual } from 'node:crypto'

const HEADER = /^sha256=([0-9a-f]{64})$/

/**
 * True when one of `secrets` signed exactly these bytes. The body must be what arrived on the wire: Meta
 * escapes characters its own way, so a body that was parsed and printed again has another digest.
 *
 * Every secret is tried whatever the first one gave, so that a rotation shows no timing; an empty one never
 * matches.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export function hasMetaSignature(
  rawBody: Uint8Array,
  header: string | undefined,
  secrets: readonly string[],
): boolean {
  // Anything but a string, such as a header that was sent twice, is refused.
  const hex = typeof header === 'string' ? HEADER.exec(header)?.[1] : undefined
  if (hex === undefined) return false
  const given = Buffer.from(hex, 'hex')

  let matches = false
  for (const secret of secrets) {
    if (secret === '') continue
    const expected = createHmac('sha256', secret).update(rawBody).digest()
    if (expected.length === given.length && timingSafeEqual(expected, given)) matches = true
  }
  return matches
}
