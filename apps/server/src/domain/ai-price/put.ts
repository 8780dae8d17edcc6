import { isDeepStrictEqual } from 'node:util'
import { type AiModelPrice, type AiProvider, AppError, type Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { listProviders } from '../ai-provider/ai-provider.ts'
import { refuse } from '../issue/refuse.ts'
import { readPrices } from './ai-price.ts'

// All of them, so that two changes at once do not take the same number.
const LOCK = statement('select id, name from ai_provider where org_id = $1 order by id for update')
const ADD = statement(`
  insert into ai_price (org_id, version, provider_id, provider, models, member_id, api_key_id)
  select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6 from ai_price where org_id = $1`)

type Put = { name: string; models: AiModelPrice[]; actor: ActorIds }

/**
 * Sets what the models of a provider cost from the next call on. The same again is no new version.
 *
 * @throws AppError `not_found`; `invalid_request` when a model is named twice
 */
export async function putPrices(tx: OrgTx, { name, models, actor }: Put): Promise<AiProvider> {
  refuseTwice(models)
  const { rows } = await tx.query<{ id: Id; name: string }>(LOCK, [tx.orgId])
  const provider = rows.find((one) => one.name === name)
  if (!provider) throw new AppError('not_found', 'There is no such provider.')
  const known = (await readPrices(tx)).get(name)?.models ?? []
  if (!isDeepStrictEqual(known, models)) {
    await tx.query(ADD, [tx.orgId, provider.id, name, encode(models), actor.memberId, actor.apiKeyId])
  }
  return (await listProviders(tx)).find((one) => one.name === name) as AiProvider
}

function refuseTwice(models: readonly AiModelPrice[]): void {
  const names = models.map(({ model }) => model)
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at)
  if (twice >= 0)
    refuse(
      ['models', twice, 'model'],
      'This model stands there twice: give it one price.',
      'Este modelo está dos veces: ponle un solo precio.',
    )
}
