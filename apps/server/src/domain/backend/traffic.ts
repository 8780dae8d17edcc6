import { AppError, type Backend, type Draft, type Id, type Split } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { getBackend, type LockedBackend, lockBackend, requireActive } from './backend.ts'
import { requireFit } from './check-config.ts'
import { requireVersion } from './versions.ts'

const SPLIT = statement(`
  update backend set split_version_id = $3, split_percent = $4, split_at = now(), split_member_id = $5,
    split_api_key_id = $6
  where org_id = $1 and id = $2`)
const DRAFT = statement(`
  update backend set draft_version_id = $3, draft_contact_ids = $4, draft_at = now(), draft_member_id = $5,
    draft_api_key_id = $6
  where org_id = $1 and id = $2`)
const CONTACTS = statement(`
  select count(*)::int as known from contact where org_id = $1 and id = any ($2::uuid[])`)

/**
 * Lets a part of the contacts start on another version; null ends that.
 *
 * @throws AppError `not_found`; `conflict` when another version was made active meanwhile, the version is the
 * active one, or the config does not fit it.
 */
export async function setSplit(
  tx: OrgTx,
  name: string,
  { split, expect, actor }: { split: Split | null; expect: Id | null; actor: ActorIds },
): Promise<Backend> {
  const backend = await lockBackend(tx, name)
  requireActive(backend, expect)
  if (split) {
    await requireUsable(tx, backend, split.versionId)
    if (split.versionId === backend.activeVersionId) {
      throw new AppError('conflict', 'This version is the active one. Split with another.')
    }
  }
  await tx.query(SPLIT, [
    ...[tx.orgId, backend.id, split?.versionId ?? null, split?.percent ?? null],
    ...[actor.memberId, actor.apiKeyId],
  ])
  return getBackend(tx, name)
}

/**
 * Lets named contacts start on a version; null ends that.
 *
 * @throws AppError `not_found`, also for a contact that the org does not have; `conflict` when no version is
 * active yet, or the config does not fit.
 */
export async function setDraft(
  tx: OrgTx,
  name: string,
  { draft, actor }: { draft: Draft | null; actor: ActorIds },
): Promise<Backend> {
  const backend = await lockBackend(tx, name)
  if (draft) {
    await requireUsable(tx, backend, draft.versionId)
    await requireContacts(tx, draft.contactIds)
  }
  await tx.query(DRAFT, [
    ...[tx.orgId, backend.id, draft?.versionId ?? null, draft?.contactIds ?? null],
    ...[actor.memberId, actor.apiKeyId],
  ])
  return getBackend(tx, name)
}

async function requireUsable(tx: OrgTx, backend: LockedBackend, versionId: Id): Promise<void> {
  await requireVersion(tx, backend.id, versionId)
  if (backend.activeVersionId === null) {
    throw new AppError('conflict', 'No version is active for the other contacts. Promote one first.')
  }
  await requireFit(tx, backend.config, { versionIds: [versionId], code: 'conflict' })
}

async function requireContacts(tx: OrgTx, ids: readonly Id[]): Promise<void> {
  const distinct = [...new Set(ids)]
  const { rows } = await tx.query<{ known: number }>(CONTACTS, [tx.orgId, distinct])
  if (rows[0]?.known !== distinct.length) {
    throw new AppError('not_found', 'One of these contacts does not exist in this org.')
  }
}
