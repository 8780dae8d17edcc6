import { z } from 'zod'
import { Id } from './id.ts'

/** The words of deploying and operating micro-backends; the contracts are in `api/backends.ts`. */

/** The name that `defineBackend` gives; a backend is addressed by it. */
export const BackendName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'is no name of a micro-backend')

/** Bytes that a deployed bundle and its source map may have, each in UTF-8. */
export const BUNDLE_BYTES_MAX = 5 * 1_048_576
export const SOURCE_MAP_BYTES_MAX = 10 * 1_048_576

/** Lower-case hexadecimal SHA-256. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal')

/** Who did something: the member's name, or the API key's. Null when nobody is known any more. */
export const Actor = z.object({ kind: z.enum(['member', 'api_key']), name: z.string() })
export type Actor = z.infer<typeof Actor>

/** The runs of a backend or a version, by their status. */
export const RunCounts = z.object({
  running: z.number().int(),
  waiting: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
})
export type RunCounts = z.infer<typeof RunCounts>

/** One deployed bundle. It never changes: the same bundle deployed again is the same version. */
export const BackendVersion = z.object({
  id: Id,
  /** SHA-256 of the bundle; people are shown the first eight characters. */
  hash: z.string(),
  /** SHA-256 of the author's sources, as the deploying side computed it. */
  sourceHash: z.string().nullable(),
  /** What the deploying side said about it, such as a commit. */
  note: z.string().nullable(),
  bundleBytes: z.number().int(),
  hasSourceMap: z.boolean(),
  deployedAt: z.iso.datetime(),
  deployedBy: Actor.nullable(),
  /** JSON schema of the config; null when the backend takes none. */
  configSchema: z.unknown(),
  secrets: z.array(z.string()),
  egress: z.array(z.string()),
  /** New runs use it. */
  isActive: z.boolean(),
  /** Its processes kept crashing: new runs go to people at once. Null: it is not paused. */
  pause: z.object({ at: z.iso.datetime(), reason: z.string() }).nullable(),
  /** Its code answers elsewhere. Null: its bundle is here. */
  remote: z
    .object({
      /** Without its query, which may hold a credential; null when it was taken in before this was kept. */
      url: z.string().nullable(),
      lastFailure: z.object({ at: z.iso.datetime(), message: z.string() }).nullable(),
    })
    .nullable(),
  runs: RunCounts,
})
export type BackendVersion = z.infer<typeof BackendVersion>

/** A part of the contacts, always the same ones, whose new runs use another version than the active one. */
export const Split = z.strictObject({ versionId: Id, percent: z.number().int().min(1).max(99) })
export type Split = z.infer<typeof Split>

/** The version that new runs of these contacts use, before split and active version. */
export const Draft = z.strictObject({ versionId: Id, contactIds: z.array(Id).min(1).max(50) })
export type Draft = z.infer<typeof Draft>

/** A version in use that is paused: its new runs go to people at once. */
export const Pause = z.object({
  versionId: Id,
  /** The first eight characters of its hash. */
  version: z.string(),
  at: z.iso.datetime(),
  reason: z.string(),
})
export type Pause = z.infer<typeof Pause>

/** Which version new runs use. */
export const Traffic = z.object({
  /** Null until a version is promoted: until then the backend answers nobody. */
  activeVersionId: Id.nullable(),
  /** Where a roll back would go: what was active before the active version was promoted. */
  rollBackVersionId: Id.nullable(),
  split: Split.nullable(),
  /** When the split was set as it is, and by whom; null as well for one that is older than this was kept. */
  splitAt: z.iso.datetime().nullable(),
  splitBy: Actor.nullable(),
  draft: Draft.nullable(),
  draftAt: z.iso.datetime().nullable(),
  draftBy: Actor.nullable(),
})
export type Traffic = z.infer<typeof Traffic>

export const Backend = z.object({
  id: Id,
  name: BackendName,
  /** The first eight characters of the active version's hash. */
  version: z.string().nullable(),
  traffic: Traffic,
  /** Of the versions that new runs use, those that are paused for their crashes. */
  pauses: z.array(Pause),
  configVersion: z.number().int(),
  config: z.unknown(),
  /** Declared by the versions in use and without a value: `chat.secret()` would fail. */
  missingSecrets: z.array(z.string()),
  /** Those that it answers. Without one, contacts reach it only through another backend that calls it. */
  inboxes: z.array(z.object({ id: Id, name: z.string() })),
  runs: RunCounts,
  createdAt: z.iso.datetime(),
})
export type Backend = z.infer<typeof Backend>

export const Promotion = z.object({
  id: Id,
  versionId: Id,
  hash: z.string(),
  beforeVersionId: Id.nullable(),
  promotedAt: z.iso.datetime(),
  promotedBy: Actor.nullable(),
  rolledBackAt: z.iso.datetime().nullable(),
  rolledBackBy: Actor.nullable(),
})
export type Promotion = z.infer<typeof Promotion>

/** One state of the config, kept for ever. */
export const ConfigVersion = z.object({
  version: z.number().int(),
  config: z.unknown(),
  savedAt: z.iso.datetime().nullable(),
  savedBy: Actor.nullable(),
})
export type ConfigVersion = z.infer<typeof ConfigVersion>

/** A secret as it is shown: that it has a value, never which. */
export const BackendSecret = z.object({
  name: z.string(),
  /** A version in use asks for it; else it reaches no code. */
  isDeclared: z.boolean(),
  isSet: z.boolean(),
  setAt: z.iso.datetime().nullable(),
  setBy: Actor.nullable(),
})
export type BackendSecret = z.infer<typeof BackendSecret>

/** `chat.secret(name)`. */
export const SecretName = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/, 'is no name of a secret')

/** What became of one run that was to be moved to another version. */
export const Migrated = z.object({
  runId: Id,
  conversationId: Id,
  /**
   * - `migrated`: it is pinned to the new version (with `dryRun`: it would be).
   * - `refused`: its journal does not fit the new version; `reason` says where.
   * - `changed`: it went on meanwhile; ask again.
   */
  outcome: z.enum(['migrated', 'refused', 'changed']),
  reason: z.string().nullable(),
})
export type Migrated = z.infer<typeof Migrated>
