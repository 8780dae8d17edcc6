import { createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto'
import type { Id } from '@hilo/protocol'
import { z } from 'zod'

/** What a site's own server says of a visitor. */
export type SignedPerson = {
  /** By which the site knows them. */
  externalId: string
  name: string | null
  /** Null too when the site says itself that it was not verified. */
  email: string | null
  expiresAt: Date
}

export type TrustedKey = { id: Id } & (
  | { type: 'secret'; secret: string }
  | { type: 'public_key'; publicKey: string }
)

/** Why a token is not believed: the whole list. */
export type TokenProblem =
  | 'malformed'
  | 'algorithm'
  | 'signature'
  | 'expired'
  | 'endless'
  | 'early'
  | 'audience'
  | 'claims'

type Trust = { keys: readonly TrustedKey[]; audience: string; now: Date }

const TOKEN_MAX = 4_096
/** Two clocks differ. */
const SKEW_S = 60
/** Who is signed in longer gets another token. */
const LIFE_MAX_S = 24 * 3_600

const Header = z.object({ alg: z.string(), crit: z.unknown().optional() })
const Seconds = z.number().finite()
const Claims = z.object({
  sub: z.string().trim().min(1).max(200),
  aud: z.union([z.string(), z.array(z.string()).max(20)]),
  exp: Seconds,
  nbf: Seconds.optional(),
  iat: Seconds.optional(),
  name: z.string().trim().max(200).nullish(),
  email: z.email().max(254).nullish().catch(null),
  email_verified: z.boolean().optional(),
})

/**
 * Reads a token as far as it can be believed. Which algorithm is good is said by the key that is kept here,
 * never by the token alone: `none`, and a public key taken for a secret, sign nothing. Claims are looked at
 * only once a signature was right.
 *
 * https://www.rfc-editor.org/rfc/rfc8725
 */
export function readToken(
  token: string,
  { keys, audience, now }: Trust,
): { person: SignedPerson } | { problem: TokenProblem } {
  const [head, body, signature, ...more] = token.split('.')
  if (!head || !body || !signature || more.length > 0 || token.length > TOKEN_MAX)
    return { problem: 'malformed' }
  const header = Header.safeParse(partOf(head)).data
  if (!header) return { problem: 'malformed' }
  const checks = Object.hasOwn(CHECKS, header.alg) ? CHECKS[header.alg] : undefined
  if (!checks || header.crit !== undefined) return { problem: 'algorithm' }
  const signed = { text: Buffer.from(`${head}.${body}`), signature: Buffer.from(signature, 'base64url') }
  if (!keys.some((key) => checks(key, signed))) return { problem: 'signature' }
  const claims = Claims.safeParse(partOf(body)).data
  if (!claims) return { problem: 'claims' }
  const problem = problemOf(claims, { audience, nowS: now.getTime() / 1_000 })
  return problem ? { problem } : { person: personOf(claims) }
}

function problemOf(
  { aud, exp, nbf, iat }: z.output<typeof Claims>,
  { audience, nowS }: { audience: string; nowS: number },
): TokenProblem | null {
  if (![aud].flat().includes(audience)) return 'audience'
  if (exp <= nowS - SKEW_S) return 'expired'
  if (exp > nowS + LIFE_MAX_S + SKEW_S) return 'endless'
  return [nbf, iat].some((from) => from !== undefined && from > nowS + SKEW_S) ? 'early' : null
}

function personOf({ sub, exp, name, email, email_verified }: z.output<typeof Claims>): SignedPerson {
  return {
    externalId: sub,
    name: name || null,
    email: email_verified === false ? null : (email?.toLowerCase() ?? null),
    expiresAt: new Date((exp + SKEW_S) * 1_000),
  }
}

type Signed = { text: Buffer; signature: Buffer }

const CHECKS: Record<string, (key: TrustedKey, signed: Signed) => boolean> = {
  HS256(key, { text, signature }) {
    if (key.type !== 'secret') return false
    const own = createHmac('sha256', key.secret).update(text).digest()
    return own.length === signature.length && timingSafeEqual(own, signature)
  },
  RS256(key, { text, signature }) {
    const publicKey = publicOf(key, 'rsa')
    return publicKey !== null && verify('sha256', text, publicKey, signature)
  },
  ES256(key, { text, signature }) {
    const publicKey = publicOf(key, 'ec')
    return (
      publicKey !== null && verify('sha256', text, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)
    )
  },
}

function publicOf(key: TrustedKey, kind: 'rsa' | 'ec'): KeyObject | null {
  if (key.type !== 'public_key') return null
  const publicKey = createPublicKey(key.publicKey)
  return publicKey.asymmetricKeyType === kind ? publicKey : null
}

function partOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
