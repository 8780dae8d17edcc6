import { z } from 'zod'
import { Id } from './id.ts'

/** Who a visitor of a site is, as the site's own server says it in a signed token. */

/**
 * - `off`: no token is read.
 * - `optional`: who brings one is known by it; everybody else is nobody in particular.
 * - `required`: who brings none cannot write.
 */
export const IdentityMode = z.enum(['off', 'optional', 'required'])
export type IdentityMode = z.infer<typeof IdentityMode>

/** A `secret` signs with HS256, a `public_key` checks RS256 or ES256. */
export const IdentityKeyType = z.enum(['secret', 'public_key'])

export const SignedIdentity = z.object({
  mode: IdentityMode,
  /** What has to stand in the token's `aud`. */
  audience: z.string(),
  /** Two at most, the newest first: while one takes the other's place, both are good. */
  keys: z.array(
    z.object({
      id: Id,
      type: IdentityKeyType,
      /** The end of a secret; the kind of a public key. */
      hint: z.string(),
      createdAt: z.iso.datetime(),
    }),
  ),
})
export type SignedIdentity = z.infer<typeof SignedIdentity>
