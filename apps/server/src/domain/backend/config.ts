import { AppError, type BackendManifest, type ConfigVersion, type Id } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorIds, type ActorRow, actorSql, toActor } from '../actor/actor.ts'
import { backendIdOf, getBackend, type LockedBackend, lockBackend } from './backend.ts'
import { requireFit } from './check-config.ts'

// The config before the history was kept, or that a backend was made with, becomes its first version here.
const KEEP = statement(`
  insert into backend_config (org_id, backend_id, version, config, saved_at)
  select b.org_id, b.id, b.config_version, b.config, null from backend b where b.org_id = $1 and b.id = $2
  on conflict (org_id, backend_id, version) do nothing`)
const SAVE = statement(`
  with b as (
    update backend set config = $3, config_version = config_version + 1 where org_id = $1 and id = $2
    returning org_id, id, config_version, config
  )
  insert into backend_config (org_id, backend_id, version, config, member_id, api_key_id)
  select org_id, id, config_version, config, $4, $5 from b`)
const actor = actorSql('c')
const LIST = statement(`
  select c.version, c.config, c.saved_at as "savedAt", ${actor.columns}
  from backend_config c ${actor.joins}
  where c.org_id = $1 and c.backend_id = $2 order by c.version desc limit 100`)

const SCHEMA = statement(`
  select v.manifest from backend b
  join backend_version v on v.org_id = b.org_id and v.backend_id = b.id
  where b.org_id = $1 and b.id = $2 and (b.active_version_id is null or v.id = b.active_version_id)
  order by v.id desc limit 1`)

type Row = ActorRow & { version: number; config: Buffer; savedAt: Date | null }

/** The present config, and the schema it has to fit. @throws AppError `not_found` */
export async function readConfig(
  tx: OrgTx,
  name: string,
): Promise<{ version: number; config: unknown; schema: unknown }> {
  const { id, config, configVersion: version } = await getBackend(tx, name)
  const { rows } = await tx.query<{ manifest: Buffer }>(SCHEMA, [tx.orgId, id])
  const schema = rows[0] ? decode<BackendManifest>(rows[0].manifest).config : null
  return { version, config, schema: schema ?? null }
}

/** The configs that were saved, newest first. @throws AppError `not_found` */
export async function listConfigVersions(tx: OrgTx, name: string): Promise<ConfigVersion[]> {
  const backendId = await backendIdOf(tx, name)
  await tx.query(KEEP, [tx.orgId, backendId])
  return configsOf(tx, backendId)
}

/**
 * Saves a config for new runs; the one they have already makes no new version. The caller has made sure that
 * it fits.
 */
export async function saveConfig(
  tx: OrgTx,
  backend: Pick<LockedBackend, 'id' | 'config'>,
  { config, actor }: { config: unknown; actor: ActorIds },
): Promise<void> {
  await tx.query(KEEP, [tx.orgId, backend.id])
  const bytes = encode(config)
  if (bytes.equals(encode(backend.config))) return
  await tx.query(SAVE, [tx.orgId, backend.id, bytes, actor.memberId, actor.apiKeyId])
}

/**
 * Saves what a person or a program wrote.
 *
 * @throws AppError `invalid_request` with issues when it does not fit a version in use; `conflict` when
 * somebody saved another meanwhile; `not_found`.
 */
export async function putConfig(
  tx: OrgTx,
  name: string,
  { config, expect, actor }: { config: unknown; expect: number; actor: ActorIds },
): Promise<ConfigVersion> {
  const backend = await lockBackend(tx, name)
  if (backend.configVersion !== expect) {
    throw new AppError('conflict', 'The config was changed meanwhile. Load it again, then save your change.')
  }
  const versionIds = [backend.activeVersionId, backend.splitVersionId, backend.draftVersionId]
  await requireFit(tx, config, { versionIds, code: 'invalid_request' })
  await saveConfig(tx, backend, { config, actor })
  return (await configsOf(tx, backend.id))[0] as ConfigVersion
}

async function configsOf(tx: OrgTx, backendId: Id): Promise<ConfigVersion[]> {
  const { rows } = await tx.query<Row>(LIST, [tx.orgId, backendId])
  return rows.map((row) => ({
    version: row.version,
    config: decode(row.config),
    savedAt: row.savedAt?.toISOString() ?? null,
    savedBy: toActor(row),
  }))
}
