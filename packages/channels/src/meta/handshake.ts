import { createHash, timingSafeEqual } from 'node:crypto'

// Only these characters are echoed: the answer stays harmless even where a browser takes it for HTML.
const CHALLENGE = /^[A-Za-z0-9_-]{1,256}$/

/**
 * The text to answer a webhook's GET handshake with (200, `text/plain`), or null when it has to be refused
 * (403). A parameter that was given twice arrives as an array and is refused, an empty verify token never
 * matches.
 *
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
 */
export function answerHandshake(
  query: Readonly<Record<string, unknown>>,
  verifyToken: string,
): string | null {
  const mode = query['hub.mode']
  const token = query['hub.verify_token']
  const challenge = query['hub.challenge']
  if (mode !== 'subscribe' || typeof token !== 'string' || typeof challenge !== 'string') return null
  if (verifyToken === '' || !isSameToken(token, verifyToken)) return null
  return CHALLENGE.test(challenge) ? challenge : null
}

/** Compares digests, which are of one length, so that not even the token's length can be measured. */
function isSameToken(given: string, expected: string): boolean {
  const digest = (token: string) => createHash('sha256').update(token).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
