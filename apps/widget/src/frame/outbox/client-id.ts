/**
 * 128 random bits as text. `crypto.randomUUID` is missing on a page without https, as on a test machine's
 * address.
 */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
