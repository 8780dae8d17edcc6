import { createHmac } from 'node:crypto'

/**
 * The signature headers of a webhook: SHA-256 over exactly these bytes, and the old SHA-1 that Meta still
 * sends.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications
 */
export function signatureHeaders(body: string, appSecret: string): Record<string, string> {
  return {
    'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`,
    'x-hub-signature': `sha1=${createHmac('sha1', appSecret).update(body).digest('hex')}`,
  }
}
