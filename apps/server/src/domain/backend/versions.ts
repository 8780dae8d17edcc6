import { AppError, type BackendManifest, type BackendVersion, type Id, type RunCounts } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { type Statement, statement } from '../../db/statement.ts'
import { type ActorRow, actorSql, toActor } from '../actor/actor.ts'
import { backendIdOf, RUN_COUNTS } from './backend.ts'

const actor = actorSql('v')

// One byte of a bundle is the codec's.
const read = (condition: string): Statement =>
  statement(`
  select v.id, v.hash, v.source_hash as "sourceHash", v.note, octet_length(v.bundle) - 1 as "bundleBytes",
         v.source_map is not null as "hasSourceMap", v.created_at as "deployedAt", v.manifest,
         v.paused_at as "pausedAt", v.pause_reason as "pauseReason",
         v.remote is not null as "isRemote", v.remote_url as "remoteUrl",
         v.remote_failed_at as "remoteFailedAt", v.remote_failure as "remoteFailure",
         v.id = b.active_version_id as "isActive", ${actor.columns},
         n.running, n.waiting, n.done, n.failed, n.cancelled
  from backend_version v
  join backend b on b.org_id = v.org_id and b.id = v.backend_id ${actor.joins}
  cross join lateral (
    select ${RUN_COUNTS} from run r where r.org_id = v.org_id and r.backend_version_id = v.id) n
  where v.org_id = $1 and v.backend_id = $2 ${condition}`)
const LIST = read('and ($3::uuid is null or v.id < $3) order by v.id desc limit $4')
const GET = read('and v.id = $3')
const FIND = statement('select id from backend_version where org_id = $1 and backend_id = $2 and id = $3')

type Row = ActorRow &
  RunCounts &
  Pick<BackendVersion, 'id' | 'hash' | 'sourceHash' | 'note' | 'bundleBytes' | 'hasSourceMap'> & {
    deployedAt: Date
    manifest: Buffer
    isActive: boolean | null
    pausedAt: Date | null
    pauseReason: string | null
    isRemote: boolean
    remoteUrl: Buffer | null
    remoteFailedAt: Date | null
    remoteFailure: Buffer | null
  }

/** A page of versions, newest first, and where the next page begins. @throws AppError `not_found` */
export async function listVersions(
  tx: OrgTx,
  name: string,
  { cursor, limit }: { cursor: Id | null; limit: number },
): Promise<{ versions: BackendVersion[]; next: Id | null }> {
  const backendId = await backendIdOf(tx, name)
  const { rows } = await tx.query<Row>(LIST, [tx.orgId, backendId, cursor, limit + 1])
  const versions = rows.slice(0, limit).map(toVersion)
  return { versions, next: rows.length > limit ? (versions.at(-1)?.id ?? null) : null }
}

/** @throws AppError `not_found` when this backend has no such version. */
export async function getVersion(tx: OrgTx, backendId: Id, versionId: Id): Promise<BackendVersion> {
  const { rows } = await tx.query<Row>(GET, [tx.orgId, backendId, versionId])
  if (!rows[0]) throw noVersion()
  return toVersion(rows[0])
}

/** @throws AppError `not_found` when this backend has no such version. */
export async function requireVersion(tx: OrgTx, backendId: Id, versionId: Id): Promise<void> {
  const { rows } = await tx.query(FIND, [tx.orgId, backendId, versionId])
  if (!rows[0]) throw noVersion()
}

function noVersion(): AppError {
  return new AppError('not_found', 'This micro-backend has no such version.')
}

function toVersion(row: Row): BackendVersion {
  const { id, hash, sourceHash, note, bundleBytes, hasSourceMap } = row
  const { running, waiting, done, failed, cancelled } = row
  const { config, secrets, egress } = decode<BackendManifest>(row.manifest)
  return {
    ...{ id, hash, sourceHash, note, bundleBytes, hasSourceMap, secrets, egress },
    deployedAt: row.deployedAt.toISOString(),
    deployedBy: toActor(row),
    configSchema: config ?? null,
    isActive: row.isActive === true,
    pause: row.pausedAt ? { at: row.pausedAt.toISOString(), reason: row.pauseReason ?? '' } : null,
    remote: toRemote(row),
    runs: { running, waiting, done, failed, cancelled },
  }
}

function toRemote({ isRemote, remoteUrl, remoteFailedAt, remoteFailure }: Row): BackendVersion['remote'] {
  if (!isRemote) return null
  const message = decodeOrNull<string>(remoteFailure) ?? ''
  return {
    url: decodeOrNull<string>(remoteUrl),
    lastFailure: remoteFailedAt && { at: remoteFailedAt.toISOString(), message },
  }
}
