import { type AiProvider, type AiProviderSettings, newId } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { readPrices } from '../ai-price/ai-price.ts'
import { changeSetup } from '../evaluation/after-setup.ts'
import { refuse } from '../issue/refuse.ts'
import { plantPlacing } from '../vector/plant.ts'
import { type Check, KEY_NAME, listProviders } from './ai-provider.ts'
import type { OpenProvider } from './open.ts'

const LOCK = statement(`
  select id, kind, base_url as "baseUrl", model, is_enabled as "isEnabled", sealed
  from ai_provider where org_id = $1 and name = $2 for update`)
const COUNT = statement('select count(*)::int as count from ai_provider where org_id = $1')
const SAME = `ai_provider.kind = excluded.kind and ai_provider.base_url is not distinct from excluded.base_url
  and ai_provider.model is not distinct from excluded.model and excluded.sealed is null`
// What is agreed to is that one address and model get what the org knows: any other has to be chosen anew.
const STILL_PLACES = `ai_provider.is_placing and excluded.is_enabled and ai_provider.kind = excluded.kind
  and ai_provider.base_url is not distinct from excluded.base_url
  and ai_provider.embedding_model is not distinct from excluded.embedding_model`
const PUT = statement(`
  insert into ai_provider (org_id, id, name, kind, base_url, model, embedding_model, place, is_enabled,
    sealed, key_set_at, member_id, api_key_id, checked_at, check_fault, check_reason)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $10::bytea is null then null else now() end,
    $11, $12, case when $13 then now() end, $14, $15)
  on conflict (org_id, name) do update set kind = excluded.kind, base_url = excluded.base_url,
    model = excluded.model, embedding_model = excluded.embedding_model, place = excluded.place,
    is_enabled = excluded.is_enabled, is_placing = ${STILL_PLACES},
    member_id = excluded.member_id, api_key_id = excluded.api_key_id,
    changed_at = now(),
    checked_at = case when not $13 and ${SAME} then ai_provider.checked_at else excluded.checked_at end,
    check_fault = case when not $13 and ${SAME} then ai_provider.check_fault else excluded.check_fault end,
    check_reason = case when not $13 and ${SAME} then ai_provider.check_reason else excluded.check_reason end,
    sealed = case when excluded.kind = 'installation' then null
      else coalesce(excluded.sealed, ai_provider.sealed) end,
    key_set_at = case when excluded.kind = 'installation' then null
      else coalesce(excluded.key_set_at, ai_provider.key_set_at) end`)

type Known = Pick<OpenProvider, 'id' | 'kind' | 'baseUrl' | 'model' | 'isEnabled'> & { sealed: Buffer | null }
export type PutProvider = AiProviderSettings & { name: string; actor: ActorIds }

const PROVIDERS_MAX = 20

/**
 * Adds or changes a provider of the org. A key that is left out stays, but only where it goes to the address
 * that it was given for: otherwise whoever may change the address could have the key sent to themselves.
 * `check`: what it answered as it is given here; null: it was not asked.
 *
 * @throws AppError `invalid_request`
 */
export function putProvider(
  tx: OrgTx,
  keys: Keys,
  given: PutProvider & { check?: Check | null },
): Promise<AiProvider> {
  return changeSetup(tx, 'providers', () => put(tx, keys, given))
}

async function put(
  tx: OrgTx,
  keys: Keys,
  { check = null, ...given }: PutProvider & { check?: Check | null },
): Promise<AiProvider> {
  const { name, kind, baseUrl, model, embeddingModel, place, isEnabled, key, actor } = given
  const known = await lockFor(tx, given)
  const id = known?.id ?? newId()
  const sealed =
    key === undefined ? null : keys.sealSecret({ orgId: tx.orgId, ownerId: id, name: KEY_NAME }, key)
  const values = [tx.orgId, id, name, kind, baseUrl, model, embeddingModel, place, isEnabled, sealed]
  const checked = [check !== null, check?.fault ?? null, check?.reason ?? null]
  await tx.query(PUT, [...values, actor.memberId, actor.apiKeyId, ...checked])
  // Another key may be what it waited for; another model or address places nothing until it is chosen.
  await plantPlacing(tx)
  return (await listProviders(tx)).find((one) => one.name === name) as AiProvider
}

/**
 * The provider as it would be called once this is put, to be checked before; null when there is nothing new
 * to check: it is not to be used, or is in use and called as before.
 *
 * @throws AppError `invalid_request`, as the putting of it does, so that no key goes to another address
 */
export async function openPut(tx: OrgTx, keys: Keys, given: PutProvider): Promise<OpenProvider | null> {
  const { name, kind, baseUrl, model, embeddingModel, isEnabled, key } = given
  const known = await lockFor(tx, given)
  const isAsBefore = known?.isEnabled && key === undefined && !isMoved(known, given) && known.model === model
  if (!isEnabled || isAsBefore) return null
  const kept =
    known?.sealed && kind !== 'installation'
      ? keys.unsealSecret({ orgId: tx.orgId, ownerId: known.id, name: KEY_NAME }, known.sealed)
      : null
  const id = known?.id ?? newId()
  return {
    ...{ id, name, kind, baseUrl, model, embeddingModel, isEnabled, isPlacing: false },
    key: key ?? kept,
    own: (await readPrices(tx)).get(name) ?? null,
  }
}

async function lockFor(tx: OrgTx, given: PutProvider): Promise<Known | null> {
  refuseHalf(given)
  const { rows } = await tx.query<Known>(LOCK, [tx.orgId, given.name])
  const [known = null] = rows
  if (!known) await refuseMany(tx)
  if (known?.sealed && given.key === undefined && isMoved(known, given)) {
    refuse(
      'key',
      'Write the key again, because it would go to another address.',
      'Vuelve a escribir la clave, porque iría a otra dirección.',
    )
  }
  return known
}

type Address = Pick<OpenProvider, 'kind' | 'baseUrl'>

function isMoved(known: Address, given: Address): boolean {
  return known.kind !== given.kind || known.baseUrl !== given.baseUrl
}

function refuseHalf({ kind, baseUrl, model, key }: PutProvider): void {
  if (kind === 'compatible' && baseUrl === null)
    refuse('baseUrl', 'Write the address of the endpoint.', 'Escribe la dirección.')
  if (kind !== 'compatible' && baseUrl !== null)
    refuse(
      'baseUrl',
      'Only a compatible endpoint has an address: leave it out.',
      'Solo un servicio compatible lleva dirección: quítala.',
    )
  if (kind !== 'installation' && model === null)
    refuse('model', 'Say which model writes.', 'Di qué modelo escribe.')
  if (kind === 'installation' && key !== undefined)
    refuse(
      'key',
      'The operator has set the key of this provider: leave it out.',
      'La clave de este proveedor la puso el operador: quítala.',
    )
  if (baseUrl !== null && hasMore(new URL(baseUrl))) {
    refuse(
      'baseUrl',
      'Leave out its user, password, query and what follows #.',
      'Quita el usuario, la contraseña, los parámetros y lo que sigue a #.',
    )
  }
}

function hasMore({ username, password, search, hash }: URL): boolean {
  return username + password + search + hash !== ''
}

async function refuseMany(tx: OrgTx): Promise<void> {
  const { rows } = await tx.query<{ count: number }>(COUNT, [tx.orgId])
  if ((rows[0]?.count ?? 0) < PROVIDERS_MAX) return
  refuse(
    'name',
    `There are ${PROVIDERS_MAX} providers, and no room for more: remove one first.`,
    `Hay ${PROVIDERS_MAX} proveedores, y no caben más: elimina uno antes.`,
  )
}
