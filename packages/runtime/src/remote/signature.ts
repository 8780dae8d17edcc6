import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * How host and remote backend know each other: HMAC-SHA256 over what is sent, with a secret that both have.
 *
 * A request is signed with every live secret, so that either side may learn a new one first; an answer with
 * any of them. Each line of an answer is bound to its request and to its place, so that none can be used
 * twice or elsewhere.
 */
const TIMESTAMP_HEADER = 'hilo-timestamp'
const REQUEST_HEADER = 'hilo-request'
const SIGNATURE_HEADER = 'hilo-signature'

const VERSION = 'v1='
const LINE = /^v1=([0-9a-f]{64}) (.*)$/s

export type Signed = { readonly timestamp: string; readonly requestId: string; readonly body: string }

/** The headers of a request; a timestamp is in whole seconds. */
export function signRequest(secrets: readonly string[], request: Signed): [string, string][] {
  const signatures = secrets.map((secret) => VERSION + hmac(secret, requestText(request)))
  return [
    [TIMESTAMP_HEADER, request.timestamp],
    [REQUEST_HEADER, request.requestId],
    [SIGNATURE_HEADER, signatures.join(',')],
  ]
}

/** The JSON of a line of an answer, counted from 0; null when nobody signed it who knows a secret. */
export function readLine(
  secrets: readonly string[],
  line: string,
  { requestId, index }: { requestId: string; index: number },
): string | null {
  const [, signature, json] = LINE.exec(line) ?? []
  if (signature === undefined || json === undefined) return null
  const text = `${requestId}.${index}.${json}`
  return secrets.some((secret) => isSame(hmac(secret, text), signature)) ? json : null
}

function requestText({ timestamp, requestId, body }: Signed): string {
  return `${timestamp}.${requestId}.${body}`
}

function hmac(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one, 'hex'), Buffer.from(other, 'hex'))
}
