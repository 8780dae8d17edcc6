import {
  AppError,
  type Backend,
  type BackendManifest,
  type Id,
  type Pause,
  type RunCounts,
} from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { type Statement, statement } from '../../db/statement.ts'
import { toActor } from '../actor/actor.ts'

/** The part of a backend that decides what new runs use, locked until the transaction ends. */
export type LockedBackend = {
  id: Id
  name: string
  activeVersionId: Id | null
  splitVersionId: Id | null
  draftVersionId: Id | null
  config: unknown
  configVersion: number
}

const LOCK = statement(`
  select id, name, active_version_id as "activeVersionId", split_version_id as "splitVersionId",
         draft_version_id as "draftVersionId", config, config_version as "configVersion"
  from backend where org_id = $1 and name = $2 for update`)
const FIND = statement('select id from backend where org_id = $1 and name = $2')

/** How the runs of the versions that `runs` selects stand. */
export const RUN_COUNTS = `
  count(*) filter (where r.status = 'running')::int as running,
  count(*) filter (where r.status = 'waiting')::int as waiting,
  count(*) filter (where r.status = 'done')::int as done,
  count(*) filter (where r.status = 'failed')::int as failed,
  count(*) filter (where r.status = 'cancelled')::int as cancelled`

const read = (condition: string): Statement =>
  statement(`
  select b.id, b.name, left(v.hash, 8) as version, b.active_version_id as "activeVersionId",
         b.split_version_id as "splitVersionId", b.split_percent as "splitPercent",
         b.draft_version_id as "draftVersionId", b.draft_contact_ids as "draftContactIds",
         b.split_at as "splitAt", sm.name as "splitMember", sk.name as "splitApiKey",
         b.draft_at as "draftAt", dm.name as "draftMember", dk.name as "draftApiKey",
         b.config, b.config_version as "configVersion", b.created_at as "createdAt",
         (select p.before_version_id from backend_promotion p
          where p.org_id = b.org_id and p.backend_id = b.id and p.rolled_back_at is null
          order by p.id desc limit 1) as "rollBackVersionId",
         array(select u.manifest from backend_version u where u.org_id = b.org_id
               and u.id in (b.active_version_id, b.split_version_id, b.draft_version_id)) as manifests,
         (select json_agg(json_build_object('versionId', u.id, 'version', left(u.hash, 8),
                   'at', u.paused_at, 'reason', u.pause_reason) order by u.id)
          from backend_version u where u.org_id = b.org_id and u.paused_at is not null
            and u.id in (b.active_version_id, b.split_version_id, b.draft_version_id)) as pauses,
         (select json_agg(json_build_object('id', i.id, 'name', i.name) order by i.created_at, i.id)
          from inbox i where i.org_id = b.org_id and i.backend_id = b.id and i.disconnected_at is null
         ) as inboxes,
         array(select s.name from backend_secret s
               where s.org_id = b.org_id and s.backend_id = b.id) as "secretsSet",
         n.running, n.waiting, n.done, n.failed, n.cancelled
  from backend b
  left join backend_version v on v.org_id = b.org_id and v.id = b.active_version_id
  left join member sm on sm.org_id = b.org_id and sm.id = b.split_member_id
  left join api_key sk on sk.org_id = b.org_id and sk.id = b.split_api_key_id
  left join member dm on dm.org_id = b.org_id and dm.id = b.draft_member_id
  left join api_key dk on dk.org_id = b.org_id and dk.id = b.draft_api_key_id
  cross join lateral (
    select ${RUN_COUNTS} from backend_version u
    join run r on r.org_id = u.org_id and r.backend_version_id = u.id
    where u.org_id = b.org_id and u.backend_id = b.id) n
  where b.org_id = $1 ${condition} order by b.name`)
const LIST = read('')
const GET = read('and b.name = $2')

type Row = RunCounts &
  Pick<Backend, 'id' | 'name' | 'version' | 'configVersion'> & {
    activeVersionId: Id | null
    rollBackVersionId: Id | null
    splitVersionId: Id | null
    splitPercent: number | null
    draftVersionId: Id | null
    draftContactIds: Id[] | null
    splitAt: Date | null
    splitMember: string | null
    splitApiKey: string | null
    draftAt: Date | null
    draftMember: string | null
    draftApiKey: string | null
    pauses: Pause[] | null
    config: Buffer
    createdAt: Date
    manifests: Buffer[]
    secretsSet: string[]
    inboxes: Backend['inboxes'] | null
  }

/** The micro-backends of the org by name, with what new runs use and how their runs stand. */
export async function listBackends(tx: OrgTx): Promise<Backend[]> {
  const { rows } = await tx.query<Row>(LIST, [tx.orgId])
  return rows.map(toBackend)
}

/** @throws AppError `not_found` */
export async function getBackend(tx: OrgTx, name: string): Promise<Backend> {
  const { rows } = await tx.query<Row>(GET, [tx.orgId, name])
  if (!rows[0]) throw noBackend()
  return toBackend(rows[0])
}

/** @throws AppError `not_found` */
export async function backendIdOf(tx: OrgTx, name: string): Promise<Id> {
  const { rows } = await tx.query<{ id: Id }>(FIND, [tx.orgId, name])
  if (!rows[0]) throw noBackend()
  return rows[0].id
}

/**
 * Locks the row, so that of two who change what new runs use at once the second sees what the first did.
 *
 * @throws AppError `not_found`
 */
export async function lockBackend(tx: OrgTx, name: string): Promise<LockedBackend> {
  const { rows } = await tx.query<Omit<LockedBackend, 'config'> & { config: Buffer }>(LOCK, [tx.orgId, name])
  if (!rows[0]) throw noBackend()
  return { ...rows[0], config: decode(rows[0].config) }
}

/** @throws AppError `conflict` when somebody has changed the active version since the caller looked. */
export function requireActive({ activeVersionId }: LockedBackend, expected: Id | null): void {
  if (activeVersionId === expected) return
  throw new AppError(
    'conflict',
    'Another version was made active meanwhile. Load the micro-backend again, then decide.',
  )
}

function noBackend(): AppError {
  return new AppError('not_found', 'There is no micro-backend of this name.')
}

function toBackend(row: Row): Backend {
  const { id, name, version, configVersion, running, waiting, done, failed, cancelled } = row
  const declared = row.manifests.flatMap((manifest) => decode<BackendManifest>(manifest).secrets)
  return {
    ...{ id, name, version, configVersion },
    traffic: toTraffic(row),
    // As the database writes a moment within JSON.
    pauses: (row.pauses ?? []).map((pause) => ({ ...pause, at: new Date(pause.at).toISOString() })),
    config: decode(row.config),
    missingSecrets: [...new Set(declared)].filter((secret) => !row.secretsSet.includes(secret)).sort(),
    inboxes: row.inboxes ?? [],
    runs: { running, waiting, done, failed, cancelled },
    createdAt: row.createdAt.toISOString(),
  }
}

function toTraffic(row: Row): Backend['traffic'] {
  const { activeVersionId, rollBackVersionId, splitVersionId, splitPercent, draftVersionId } = row
  const split = splitVersionId && splitPercent ? { versionId: splitVersionId, percent: splitPercent } : null
  const draft = draftVersionId ? { versionId: draftVersionId, contactIds: row.draftContactIds ?? [] } : null
  return {
    ...{ activeVersionId, rollBackVersionId, split, draft },
    splitAt: split && (row.splitAt?.toISOString() ?? null),
    splitBy: split && toActor({ memberName: row.splitMember, apiKeyName: row.splitApiKey }),
    draftAt: draft && (row.draftAt?.toISOString() ?? null),
    draftBy: draft && toActor({ memberName: row.draftMember, apiKeyName: row.draftApiKey }),
  }
}
