import { type AiProvider, type AiProviderSettings, AppError, type Id, newId } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { plantPlacing } from '../vector/plant.ts'
import { KEY_NAME, listProviders } from './ai-provider.ts'

const LOCK = statement(`
  select id, kind, base_url as "baseUrl", sealed is not null as "isKeySet"
  from ai_provider where org_id = $1 and name = $2 for update`)
const COUNT = statement('select count(*)::int as count from ai_provider where org_id = $1')
const PUT = statement(`
  insert into ai_provider (org_id, id, name, kind, base_url, model, embedding_model, place, is_enabled,
    sealed, key_set_at, member_id, api_key_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $10::bytea is null then null else now() end,
    $11, $12)
  on conflict (org_id, name) do update set kind = excluded.kind, base_url = excluded.base_url,
    model = excluded.model, embedding_model = excluded.embedding_model, place = excluded.place,
    is_enabled = excluded.is_enabled, member_id = excluded.member_id, api_key_id = excluded.api_key_id,
    changed_at = now(),
    sealed = case when excluded.kind = 'installation' then null
      else coalesce(excluded.sealed, ai_provider.sealed) end,
    key_set_at = case when excluded.kind = 'installation' then null
      else coalesce(excluded.key_set_at, ai_provider.key_set_at) end`)

type Known = { id: Id; kind: AiProviderSettings['kind']; baseUrl: string | null; isKeySet: boolean }
type Put = AiProviderSettings & { name: string; actor: ActorIds }

const PROVIDERS_MAX = 20

/**
 * Adds or changes a provider of the org. A key that is left out stays, but only where it goes to the address
 * that it was given for: otherwise whoever may change the address could have the key sent to themselves.
 *
 * @throws AppError `invalid_request`
 */
export async function putProvider(tx: OrgTx, keys: Keys, given: Put): Promise<AiProvider> {
  const { name, kind, baseUrl, model, embeddingModel, place, isEnabled, key, actor } = given
  refuseHalf(given)
  const { rows } = await tx.query<Known>(LOCK, [tx.orgId, name])
  const [known] = rows
  if (!known) await refuseMany(tx)
  if (known?.isKeySet && key === undefined && (known.kind !== kind || known.baseUrl !== baseUrl)) {
    throw new AppError('invalid_request', 'key: give the key again, because it would go to another address.')
  }
  const id = known?.id ?? newId()
  const sealed =
    key === undefined ? null : keys.sealSecret({ orgId: tx.orgId, ownerId: id, name: KEY_NAME }, key)
  const values = [tx.orgId, id, name, kind, baseUrl, model, embeddingModel, place, isEnabled, sealed]
  await tx.query(PUT, [...values, actor.memberId, actor.apiKeyId])
  // Another model, address or key may be what it waited for, or what has to place all anew.
  await plantPlacing(tx)
  return (await listProviders(tx)).find((one) => one.name === name) as AiProvider
}

function refuseHalf({ kind, baseUrl, model, key }: Put): void {
  const refuse = (sentence: string) => {
    throw new AppError('invalid_request', sentence)
  }
  if (kind === 'compatible' && baseUrl === null) refuse('baseUrl: a compatible endpoint needs its address.')
  if (kind !== 'compatible' && baseUrl !== null)
    refuse('baseUrl: only a compatible endpoint has one: send null.')
  if (kind !== 'installation' && model === null) refuse('model: say which model writes.')
  if (kind === 'installation' && key !== undefined) refuse('key: the operator has set that of this provider.')
  if (baseUrl !== null && hasMore(new URL(baseUrl))) {
    refuse('baseUrl: must have no user, password, query or fragment.')
  }
}

function hasMore({ username, password, search, hash }: URL): boolean {
  return username + password + search + hash !== ''
}

async function refuseMany(tx: OrgTx): Promise<void> {
  const { rows } = await tx.query<{ count: number }>(COUNT, [tx.orgId])
  if ((rows[0]?.count ?? 0) < PROVIDERS_MAX) return
  throw new AppError('invalid_request', `An org has at most ${PROVIDERS_MAX} providers: remove one first.`)
}
