import { z } from 'zod'
import { contract } from '../contract.ts'
import {
  Backend,
  BackendName,
  BackendSecret,
  BackendVersion,
  BUNDLE_BYTES_MAX,
  ConfigVersion,
  Draft,
  Migrated,
  Promotion,
  SecretName,
  Sha256,
  SOURCE_MAP_BYTES_MAX,
  Split,
} from '../deploy.ts'
import { Id } from '../id.ts'

/**
 * Deploying and operating micro-backends. A backend is addressed by its name. What changes which version new
 * runs use says in `expect` what it was looked at from, and is a `conflict` when that is no longer so: the
 * caller loads the backend and decides again. Runs under way stay on their version through all of it.
 */

const params = z.object({ name: BackendName })

/** The active version the caller knows of; null: none yet. */
const expect = Id.nullable()

export const listBackends = contract({
  method: 'GET',
  path: '/v1/backends',
  summary: 'List the micro-backends of the org by name',
  permission: 'backend:read',
  returns: z.object({
    backends: z.array(Backend),
    /** How author code is isolated on this machine, in words for the operator. */
    isolation: z.string(),
  }),
  errors: [],
})

export const getBackend = contract({
  method: 'GET',
  path: '/v1/backends/:name',
  summary: 'Get a micro-backend and which version its new runs use',
  permission: 'backend:read',
  params,
  returns: Backend,
  errors: ['not_found'],
})

export const listVersions = contract({
  method: 'GET',
  path: '/v1/backends/:name/versions',
  summary: 'List the versions of a micro-backend, newest first',
  permission: 'backend:read',
  params,
  query: z.strictObject({
    /** `next` of the page before. */
    cursor: Id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  returns: z.object({ versions: z.array(BackendVersion), next: Id.nullable() }),
  errors: ['invalid_request', 'not_found'],
})

/**
 * Uploads a bundle, which is started in isolation and asked what it is. Makes the backend when it has none of
 * this name. New runs do not use it before it is promoted. Safe to repeat: the same bundle is the same
 * version.
 */
export const deployVersion = contract({
  method: 'POST',
  path: '/v1/backends/:name/versions',
  summary: 'Deploy a version; it is used by nobody until it is promoted',
  permission: 'backend:deploy',
  params,
  body: z.strictObject({
    /** CommonJS, made by `bundleBackend`. The name inside has to be the one in the path. */
    bundle: z.string().min(1).max(BUNDLE_BYTES_MAX),
    /** SHA-256 of `bundle` in UTF-8: an upload that was damaged on its way is refused. */
    hash: Sha256,
    sourceMap: z.string().max(SOURCE_MAP_BYTES_MAX).nullable(),
    sourceHash: Sha256.nullable(),
    note: z.string().trim().max(500).nullable(),
  }),
  bodyMaxBytes: 20 * 1_048_576,
  /** `isNew`: false when this bundle had been deployed before. */
  returns: z.object({ backend: Backend, version: BackendVersion, isNew: z.boolean() }),
  errors: ['invalid_request'],
})

/**
 * Makes a version the active one. A config given with it is saved in the same moment, so that a version that
 * needs another config can be promoted. Ends a split or draft of this version. Promoting the active version
 * changes nothing.
 *
 * `conflict`: the active version is not `expect`, or the config does not fit the version's schema (`issues`).
 */
export const promoteVersion = contract({
  method: 'POST',
  path: '/v1/backends/:name/promote',
  summary: 'Make new runs use a version',
  permission: 'backend:deploy',
  params,
  body: z.strictObject({ versionId: Id, expect, config: z.unknown().optional() }),
  returns: Backend,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

/**
 * Goes back to `traffic.rollBackVersionId`; again goes one further back. `conflict`: the active version is
 * not `expect`, there is nothing to go back to, or the config does not fit the version before.
 */
export const rollBack = contract({
  method: 'POST',
  path: '/v1/backends/:name/roll-back',
  summary: 'Make new runs use the version that was active before',
  permission: 'backend:deploy',
  params,
  body: z.strictObject({ expect }),
  returns: Backend,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

/** A version that is not paused is left as it is. The next run is played again. */
export const startVersion = contract({
  method: 'POST',
  path: '/v1/backends/:name/versions/:versionId/start',
  summary: 'Let a version that was paused for its crashes have new runs again',
  permission: 'backend:deploy',
  params: z.object({ name: BackendName, versionId: Id }),
  returns: BackendVersion,
  errors: ['not_found'],
})

export const listPromotions = contract({
  method: 'GET',
  path: '/v1/backends/:name/promotions',
  summary: 'List which versions were active, latest first',
  permission: 'backend:read',
  params,
  returns: z.object({ promotions: z.array(Promotion) }),
  errors: ['not_found'],
})

/**
 * Which contacts are in the part follows from their ids, so a contact does not flip, and raising the percent
 * keeps those who are in. `conflict` as for promote, also while no version is active, and for the active
 * version itself.
 */
export const setSplit = contract({
  method: 'PUT',
  path: '/v1/backends/:name/split',
  summary: 'Let a part of the contacts start on another version, or end that',
  permission: 'backend:deploy',
  params,
  body: z.strictObject({ split: Split.nullable(), expect }),
  returns: Backend,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

/**
 * Lets named contacts start on a version on the live number. `not_found` also for a contact that
 * the org does not have. `conflict`: no version is active yet, or the config does not fit the version.
 */
export const setDraft = contract({
  method: 'PUT',
  path: '/v1/backends/:name/draft',
  summary: 'Let test contacts start on a draft version, or end that',
  permission: 'backend:deploy',
  params,
  body: z.strictObject({ draft: Draft.nullable() }),
  returns: Backend,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

/**
 * Moves waiting runs from one version to another: each only after its whole journal was replayed on the new
 * version without effects, without divergence and up to the same wait. A step that would be new is a refusal.
 * Takes up to `limit` runs, oldest first; `next` continues after them.
 */
export const migrateRuns = contract({
  method: 'POST',
  path: '/v1/backends/:name/migrate',
  summary: 'Move waiting runs to another version after a dry replay',
  permission: 'backend:deploy',
  params,
  body: z.strictObject({
    fromVersionId: Id,
    toVersionId: Id,
    /** Only these; else all that wait. */
    runIds: z.array(Id).min(1).max(100).optional(),
    /** Replays and reports; changes nothing. */
    dryRun: z.boolean().default(false),
    /** `next` of the answer before. */
    cursor: Id.optional(),
    limit: z.number().int().min(1).max(100).default(50),
  }),
  returns: z.object({ results: z.array(Migrated), next: Id.nullable() }),
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const getConfig = contract({
  method: 'GET',
  path: '/v1/backends/:name/config',
  summary: 'Read the config of a micro-backend and the schema it has to fit',
  permission: 'backend:read',
  params,
  returns: z.object({
    version: z.number().int(),
    config: z.unknown(),
    /** JSON schema of the active version, or of the newest while none is active; null: it takes no config. */
    schema: z.unknown(),
  }),
  errors: ['not_found'],
})

/**
 * Saves a config; new runs use it, runs under way keep theirs. The same config again makes no new version.
 *
 * `invalid_request` when it does not fit the schema of every version in use: `issues` names each field.
 * `conflict` when `expect` is not the present version.
 */
export const putConfig = contract({
  method: 'PUT',
  path: '/v1/backends/:name/config',
  summary: 'Save the config of a micro-backend',
  permission: 'backend:configure',
  params,
  body: z.strictObject({ config: z.unknown(), expect: z.number().int() }),
  returns: ConfigVersion,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

/** An old one is restored by saving it again, which checks it against the schema of today. */
export const listConfigVersions = contract({
  method: 'GET',
  path: '/v1/backends/:name/config/versions',
  summary: 'List the last hundred configs of a micro-backend, newest first',
  permission: 'backend:read',
  params,
  returns: z.object({ versions: z.array(ConfigVersion) }),
  errors: ['not_found'],
})

export const listSecrets = contract({
  method: 'GET',
  path: '/v1/backends/:name/secrets',
  summary: 'List the secrets of a micro-backend, without their values',
  permission: 'backend:read',
  params,
  returns: z.object({ secrets: z.array(BackendSecret) }),
  errors: ['not_found'],
})

/** Turns that begin within two seconds may still see the value before. No route gives a value out. */
export const putSecret = contract({
  method: 'PUT',
  path: '/v1/backends/:name/secrets/:secret',
  summary: 'Set or replace a secret of a micro-backend',
  permission: 'backend:configure',
  params: z.object({ name: BackendName, secret: SecretName }),
  body: z.strictObject({ value: z.string().min(1).max(8_192) }),
  returns: BackendSecret,
  errors: ['invalid_request', 'not_found'],
})

export const removeSecret = contract({
  method: 'DELETE',
  path: '/v1/backends/:name/secrets/:secret',
  summary: 'Remove a secret of a micro-backend; again changes nothing',
  permission: 'backend:configure',
  params: z.object({ name: BackendName, secret: SecretName }),
  returns: z.object({ secrets: z.array(BackendSecret) }),
  errors: ['not_found'],
})
