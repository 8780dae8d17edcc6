import { z } from 'zod'
import { contract } from '../contract.ts'
import { Id } from '../id.ts'
import { IdentityMode, SignedIdentity } from '../signed-identity.ts'

export const getSignedIdentity = contract({
  method: 'GET',
  path: '/v1/inboxes/:inboxId/signed-identity',
  summary: 'Read how a widget knows who its visitors are',
  permission: 'inbox:read',
  params: z.object({ inboxId: Id }),
  returns: SignedIdentity,
  errors: ['not_found'],
})

export const setSignedIdentity = contract({
  method: 'PUT',
  path: '/v1/inboxes/:inboxId/signed-identity',
  summary: 'Say whether visitors of a widget may or have to bring a signed identity',
  permission: 'inbox:configure',
  params: z.object({ inboxId: Id }),
  body: z.strictObject({ mode: IdentityMode }),
  returns: SignedIdentity,
  errors: ['not_found', 'invalid_request', 'conflict'],
})

export const addIdentityKey = contract({
  method: 'POST',
  path: '/v1/inboxes/:inboxId/signed-identity/keys',
  summary: 'Add what identities are signed with; the answer is the only place where a secret is shown',
  permission: 'inbox:configure',
  params: z.object({ inboxId: Id }),
  body: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('secret') }),
    /** PEM, of RSA from 2048 bits on or of the curve P-256. */
    z.strictObject({ type: z.literal('public_key'), publicKey: z.string().trim().min(1).max(4_000) }),
  ]),
  returns: z.object({ identity: SignedIdentity, secret: z.string().nullable() }),
  errors: ['not_found', 'invalid_request', 'conflict'],
})

export const removeIdentityKey = contract({
  method: 'DELETE',
  path: '/v1/inboxes/:inboxId/signed-identity/keys/:keyId',
  summary: 'Remove what identities are signed with: what it signed is good for nothing from then on',
  permission: 'inbox:configure',
  params: z.object({ inboxId: Id, keyId: Id }),
  returns: SignedIdentity,
  errors: ['not_found', 'conflict'],
})
