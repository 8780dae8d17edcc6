import { AppError, type Backend, type Id, newId, type Promotion } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorIds, type ActorRow, actorSql, toActor } from '../actor/actor.ts'
import { backendIdOf, getBackend, type LockedBackend, lockBackend, requireActive } from './backend.ts'
import { requireFit } from './check-config.ts'
import { saveConfig } from './config.ts'
import { requireVersion } from './versions.ts'

/**
 * Which version is active, as a stack: a promotion puts one on top and remembers what it replaced, a roll
 * back takes the top one off. So rolling back twice goes two versions back, not to and fro.
 */

const PUSH = statement(`
  insert into backend_promotion (org_id, id, backend_id, version_id, before_version_id, member_id, api_key_id)
  values ($1, $2, $3, $4, $5, $6, $7)`)
const POP = statement(`
  update backend_promotion set rolled_back_at = now(), rolled_back_member_id = $3, rolled_back_api_key_id = $4
  where org_id = $1 and id = (
    select id from backend_promotion
    where org_id = $1 and backend_id = $2 and rolled_back_at is null order by id desc limit 1)
  returning before_version_id as "beforeVersionId"`)
// A version that everybody gets is no test any more.
const ACTIVATE = statement(`
  update backend set active_version_id = $3,
    split_percent = case when split_version_id = $3 then null else split_percent end,
    split_version_id = case when split_version_id = $3 then null else split_version_id end,
    draft_contact_ids = case when draft_version_id = $3 then null else draft_contact_ids end,
    draft_version_id = case when draft_version_id = $3 then null else draft_version_id end
  where org_id = $1 and id = $2`)
const promoter = actorSql('p')
const LIST = statement(`
  select p.id, p.version_id as "versionId", v.hash, p.before_version_id as "beforeVersionId",
         p.promoted_at as "promotedAt", p.rolled_back_at as "rolledBackAt", ${promoter.columns},
         rm.name as "backMemberName", rk.name as "backApiKeyName"
  from backend_promotion p
  join backend_version v on v.org_id = p.org_id and v.id = p.version_id ${promoter.joins}
  left join member rm on rm.org_id = p.org_id and rm.id = p.rolled_back_member_id
  left join api_key rk on rk.org_id = p.org_id and rk.id = p.rolled_back_api_key_id
  where p.org_id = $1 and p.backend_id = $2 order by p.id desc limit 100`)

type Promote = { versionId: Id; expect: Id | null; config?: unknown; actor: ActorIds }

/**
 * Makes new runs use a version; runs under way stay on theirs. Safe to repeat: promoting the active version
 * changes nothing but the config that is given.
 *
 * @throws AppError `not_found`; `conflict` when another version was made active meanwhile, or the config does
 * not fit.
 */
export async function promoteVersion(
  tx: OrgTx,
  name: string,
  { versionId, expect, config, actor }: Promote,
): Promise<Backend> {
  const backend = await lockBackend(tx, name)
  await requireVersion(tx, backend.id, versionId)
  if (backend.activeVersionId !== versionId) requireActive(backend, expect)
  const used =
    config === undefined ? [versionId] : [versionId, backend.splitVersionId, backend.draftVersionId]
  await requireFit(tx, config ?? backend.config, { versionIds: used, code: 'conflict' })
  if (config !== undefined) await saveConfig(tx, backend, { config, actor })
  await activate(tx, backend, { versionId, actor })
  return getBackend(tx, name)
}

/** The same without questions, for who has asked them. */
export async function activate(
  tx: OrgTx,
  backend: Pick<LockedBackend, 'id' | 'activeVersionId'>,
  { versionId, actor }: { versionId: Id; actor: ActorIds },
): Promise<void> {
  if (backend.activeVersionId === versionId) return
  const { memberId, apiKeyId } = actor
  const before = backend.activeVersionId
  await tx.query(PUSH, [tx.orgId, newId(), backend.id, versionId, before, memberId, apiKeyId])
  await tx.query(ACTIVATE, [tx.orgId, backend.id, versionId])
}

/**
 * Makes new runs use the version that was active before.
 *
 * @throws AppError `not_found`; `conflict` when there is none, another version was made active meanwhile, or
 * the config does not fit.
 */
export async function rollBack(
  tx: OrgTx,
  name: string,
  { expect, actor }: { expect: Id | null; actor: ActorIds },
): Promise<Backend> {
  const backend = await lockBackend(tx, name)
  requireActive(backend, expect)
  const { rows } = await tx.query<{ beforeVersionId: Id | null }>(POP, [
    tx.orgId,
    backend.id,
    actor.memberId,
    actor.apiKeyId,
  ])
  const target = rows[0]?.beforeVersionId
  if (!target) throw new AppError('conflict', 'No version was active before this one. Promote another.')
  await requireFit(tx, backend.config, { versionIds: [target], code: 'conflict' })
  await tx.query(ACTIVATE, [tx.orgId, backend.id, target])
  return getBackend(tx, name)
}

type Row = ActorRow &
  Pick<Promotion, 'id' | 'versionId' | 'hash' | 'beforeVersionId'> & {
    promotedAt: Date
    rolledBackAt: Date | null
    backMemberName: string | null
    backApiKeyName: string | null
  }

/** The last hundred promotions, latest first. @throws AppError `not_found` */
export async function listPromotions(tx: OrgTx, name: string): Promise<Promotion[]> {
  const { rows } = await tx.query<Row>(LIST, [tx.orgId, await backendIdOf(tx, name)])
  return rows.map((row) => ({
    ...{ id: row.id, versionId: row.versionId, hash: row.hash, beforeVersionId: row.beforeVersionId },
    promotedAt: row.promotedAt.toISOString(),
    promotedBy: toActor(row),
    rolledBackAt: row.rolledBackAt?.toISOString() ?? null,
    rolledBackBy: toActor({ memberName: row.backMemberName, apiKeyName: row.backApiKeyName }),
  }))
}
