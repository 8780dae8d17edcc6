import { createHash } from 'node:crypto'
import {
  AppError,
  type Backend,
  type BackendManifest,
  type BackendVersion,
  BUNDLE_BYTES_MAX,
  type Id,
  newId,
} from '@hilo/protocol'
import { encode, encodeRaw } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorIds, NOBODY } from '../actor/actor.ts'
import { getBackend, lockBackend } from './backend.ts'
import { saveConfig } from './config.ts'
import { activate } from './promote.ts'
import { getVersion } from './versions.ts'

/**
 * How a version comes in. Its hash is that of the bundle, so the same bundle is the same version, whoever
 * deploys it and how often.
 */

const BACKEND = statement(`
  insert into backend (org_id, id, name, config) values ($1, $2, $3, $4)
  on conflict (org_id, name) do nothing`)
const VERSION = statement(`
  insert into backend_version (org_id, id, backend_id, hash, bundle, manifest, source_map, source_hash, note,
                               member_id, api_key_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  on conflict (org_id, backend_id, hash) do nothing`)
const FIND = statement(`
  select v.id from backend_version v join backend b on b.org_id = v.org_id and b.id = v.backend_id
  where v.org_id = $1 and b.name = $2 and v.hash = $3`)

export type Code = { hash: string; bundle: Uint8Array; manifest: BackendManifest }
export type Sources = { sourceMap: string | null; sourceHash: string | null; note: string | null }
type Upload = Sources & { name: string; bundle: string; hash: string }
export type Deployed = { backend: Backend; version: BackendVersion; isNew: boolean }

/**
 * Takes an uploaded bundle in. It is started in isolation and asked what it is, unless it is known already.
 *
 * @throws AppError `invalid_request` when it was damaged, does not start or is another backend's.
 */
export async function deployVersion(
  { db, describe }: { db: Database; describe(bundle: Uint8Array): Promise<BackendManifest> },
  orgId: Id,
  { upload, actor }: { upload: Upload; actor: ActorIds },
): Promise<Deployed> {
  const { name, hash } = upload
  const bundle = Buffer.from(upload.bundle, 'utf8')
  if (bundle.byteLength > BUNDLE_BYTES_MAX) {
    throw new AppError('invalid_request', `bundle: it is larger than ${BUNDLE_BYTES_MAX / 1_048_576} MiB.`)
  }
  if (createHash('sha256').update(bundle).digest('hex') !== hash) {
    throw new AppError('invalid_request', 'hash: it is not the SHA-256 of the bundle. Upload it again.')
  }
  const [found] = await db.flight(orgId, [{ statement: FIND, values: [orgId, name, hash] }])
  const isKnown = found?.rows[0] !== undefined
  const manifest = isKnown ? null : await describe(bundle)
  if (manifest && manifest.name !== name) {
    throw new AppError('invalid_request', `This bundle is '${manifest.name}', not '${name}'.`)
  }
  return db.withOrg(orgId, async (tx) => {
    const added = manifest
      ? await addVersion(tx, { hash, bundle, manifest }, { sources: upload, actor })
      : null
    const versionId = added?.versionId ?? (found?.rows[0]?.id as Id)
    const backend = await getBackend(tx, name)
    return { backend, version: await getVersion(tx, backend.id, versionId), isNew: added?.isNew ?? false }
  })
}

/**
 * Adds a version that the installation itself answers for, and makes new runs use it; runs under way stay on
 * theirs. Deploying the same bundle and config again changes nothing.
 */
export async function deployBackend(
  tx: OrgTx,
  { config, sourceMap = null, ...code }: Code & { config?: unknown; sourceMap?: string | null },
): Promise<{ backendId: Id; versionId: Id }> {
  const sources = { sourceMap, sourceHash: null, note: null }
  const { backendId, versionId } = await addVersion(tx, code, { sources, actor: NOBODY, config })
  const backend = await lockBackend(tx, code.manifest.name)
  if (config !== undefined) await saveConfig(tx, backend, { config, actor: NOBODY })
  await activate(tx, backend, { versionId, actor: NOBODY })
  return { backendId, versionId }
}

/** Adds a version, or finds the one of this hash. */
export async function addVersion(
  tx: OrgTx,
  { hash, bundle, manifest }: Code,
  { sources, actor, config = {} }: { sources: Sources; actor: ActorIds; config?: unknown },
): Promise<{ backendId: Id; versionId: Id; isNew: boolean }> {
  const { name } = manifest
  await tx.query(BACKEND, [tx.orgId, newId(), name, encode(config)])
  const { id: backendId } = await lockBackend(tx, name)
  const { sourceMap, sourceHash, note } = sources
  const added = await tx.query(VERSION, [
    ...[tx.orgId, newId(), backendId, hash, encodeRaw(bundle), encode(manifest)],
    sourceMap === null ? null : encodeRaw(Buffer.from(sourceMap, 'utf8')),
    ...[sourceHash, note, actor.memberId, actor.apiKeyId],
  ])
  const { rows } = await tx.query<{ id: Id }>(FIND, [tx.orgId, name, hash])
  return { backendId, versionId: (rows[0] as { id: Id }).id, isNew: added.rowCount === 1 }
}
