import { z } from 'zod'
import { API_KEY_NAME_MAX, ApiKey, Scope } from '../api-key.ts'
import { contract } from '../contract.ts'
import { Id } from '../id.ts'

export const listApiKeys = contract({
  method: 'GET',
  path: '/v1/api-keys',
  summary: 'List the API keys of the org, newest first, revoked ones included',
  permission: 'api_key:manage',
  returns: z.object({ apiKeys: z.array(ApiKey) }),
  errors: [],
})

export const createApiKey = contract({
  method: 'POST',
  path: '/v1/api-keys',
  summary: 'Create an API key; the answer is the only place where it is shown',
  permission: 'api_key:manage',
  body: z.strictObject({
    name: z.string().trim().min(1).max(API_KEY_NAME_MAX),
    scopes: z.array(Scope).min(1).max(20),
    /** Null: until it is revoked. */
    expiresAt: z.iso.datetime().nullable(),
  }),
  /** `key` is sent as `Authorization: Bearer <key>`; it names its org, so no org header is needed. */
  returns: z.object({ apiKey: ApiKey, key: z.string() }),
  errors: ['invalid_request'],
})

export const revokeApiKey = contract({
  method: 'DELETE',
  path: '/v1/api-keys/:apiKeyId',
  summary: 'Revoke an API key at once; again changes nothing',
  permission: 'api_key:manage',
  params: z.object({ apiKeyId: Id }),
  returns: ApiKey,
  errors: ['not_found'],
})

/** Open to every key and every member: what `hilo whoami` shows, and the way to test a key. */
export const getCaller = contract({
  method: 'GET',
  path: '/v1/caller',
  summary: 'Who calls, for which org, and what they may do',
  permission: 'caller',
  returns: z.object({
    org: z.object({ id: Id, name: z.string() }),
    /** The person; for a key, nobody. */
    member: z.object({ id: Id, name: z.string(), role: z.enum(['owner', 'admin', 'agent']) }).nullable(),
    apiKey: z
      .object({ id: Id, name: z.string(), scopes: z.array(Scope), expiresAt: z.iso.datetime().nullable() })
      .nullable(),
    /** Where the server is reached, to print addresses of pages. */
    publicUrl: z.string(),
  }),
  errors: [],
})
