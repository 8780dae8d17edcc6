import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

const SignedRequest = z.looseObject({
  algorithm: z.literal('HMAC-SHA256'),
  user_id: z.string().min(1),
  issued_at: z.number().optional(),
})
export type SignedRequest = z.infer<typeof SignedRequest>

/**
 * The payload of a `signed_request`, which Meta posts when a person removes the app or asks for the deletion
 * of their data; null when it is malformed or signed with another secret. `user_id` is the person who
 * connected the account, not a contact.
 *
 * https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback
 */
export function readSignedRequest(text: string, secret: string): SignedRequest | null {
  const [signature, payload, ...rest] = text.split('.')
  if (!signature || !payload || rest.length > 0 || secret === '') return null

  // The signature covers the encoded text, not the JSON in it.
  const expected = createHmac('sha256', secret).update(payload).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null

  const parsed = SignedRequest.safeParse(jsonOf(payload))
  return parsed.success ? parsed.data : null
}

function jsonOf(base64url: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64url, 'base64url').toString('utf8'))
  } catch {
    // Signed, but no JSON: the schema refuses undefined.
    return undefined
  }
}
