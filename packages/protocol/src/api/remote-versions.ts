import { z } from 'zod'
import { contract } from '../contract.ts'
import { Backend, BackendName, BackendVersion } from '../deploy.ts'

/**
 * Asks what answers at a URL what it is, under the secret that is given, and takes it in. Makes the backend
 * when it has none of this name. New runs do not use it before it is promoted. The same URL is the same
 * version: another secret counts beside the one before, until a third one, or `onlySecret`, ends that.
 */
export const deployRemoteVersion = contract({
  method: 'POST',
  path: '/v1/remote-versions',
  summary: 'Take in a version whose code answers elsewhere; it is used by nobody until it is promoted',
  permission: 'backend:deploy',
  body: z.strictObject({
    url: z.string().min(1).max(2_000),
    /** At least 32 characters, known to both sides. No route gives it out. */
    secret: z.string().min(1).max(512),
    /** Refuse it when it is another backend; null: it may be any. */
    name: BackendName.nullable(),
    note: z.string().trim().max(500).nullable(),
    /** The secret before does not count any more. */
    onlySecret: z.boolean().default(false),
  }),
  /** `secrets`: how many count now. `isNew`: false when this URL had been taken in before. */
  returns: z.object({
    backend: Backend,
    version: BackendVersion,
    isNew: z.boolean(),
    secrets: z.number().int(),
  }),
  errors: ['invalid_request'],
})
