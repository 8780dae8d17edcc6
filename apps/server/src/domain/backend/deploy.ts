import { type BackendManifest, type Id, newId } from '@hilo/protocol'
import { encode, encodeRaw } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const BACKEND = statement(`
  insert into backend (org_id, id, name, config) values ($1, $2, $3, $4)
  on conflict (org_id, name) do update set config = coalesce($5, backend.config),
    config_version = backend.config_version + case when $5::bytea is null or $5 = backend.config then 0
      else 1 end
  returning id`)
const VERSION = statement(`
  insert into backend_version (org_id, id, backend_id, hash, bundle, manifest) values ($1, $2, $3, $4, $5, $6)
  on conflict (org_id, backend_id, hash) do update set hash = excluded.hash
  returning id`)
const PROMOTE = statement('update backend set active_version_id = $3 where org_id = $1 and id = $2')

type Deploy = { hash: string; bundle: Uint8Array; manifest: BackendManifest; config?: unknown }

/**
 * Adds a version of a micro-backend and makes new runs use it; runs under way stay on theirs. Deploying the
 * same bundle again changes nothing.
 */
export async function deployBackend(tx: OrgTx, deploy: Deploy): Promise<{ backendId: Id; versionId: Id }> {
  const config = deploy.config === undefined ? null : encode(deploy.config)
  const { rows: backends } = await tx.query<{ id: Id }>(BACKEND, [
    tx.orgId,
    newId(),
    deploy.manifest.name,
    config ?? encode({}),
    config,
  ])
  const backendId = (backends[0] as { id: Id }).id
  const { rows: versions } = await tx.query<{ id: Id }>(VERSION, [
    tx.orgId,
    newId(),
    backendId,
    deploy.hash,
    encodeRaw(deploy.bundle),
    encode(deploy.manifest),
  ])
  const versionId = (versions[0] as { id: Id }).id
  await tx.query(PROMOTE, [tx.orgId, backendId, versionId])
  return { backendId, versionId }
}
