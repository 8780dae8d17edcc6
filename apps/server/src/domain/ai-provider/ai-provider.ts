import type { AiProvider, AiProviderKind, ModelFault } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorRow, actorSql, toActor } from '../actor/actor.ts'
import { readPrices } from '../ai-price/ai-price.ts'

const actor = actorSql('p')
// Of the newest calls of the org alone: what failed long ago says nothing of today.
const LIST = statement(`
  with newest as (
    select id, provider, fault, created_at from ai_call
    where org_id = $1 and status <> 'open' order by id desc limit 200
  ), last_call as (
    select distinct on (provider) provider, fault, created_at from newest order by provider, id desc
  )
  select p.name, p.kind, p.base_url as "baseUrl", p.model, p.embedding_model as "embeddingModel", p.place,
    p.is_enabled as "isEnabled", p.key_set_at as "keySetAt", p.changed_at as "changedAt",
    p.checked_at as "checkedAt", p.check_fault as "checkFault", p.check_reason as "checkReason",
    c.fault as "lastFault", c.created_at as "lastAt", ${actor.columns}
  from ai_provider p left join last_call c on c.provider = p.name ${actor.joins}
  where p.org_id = $1 order by p.place, p.name`)

type Row = ActorRow & {
  name: string
  kind: AiProviderKind
  baseUrl: string | null
  model: string | null
  embeddingModel: string | null
  place: number
  isEnabled: boolean
  keySetAt: Date | null
  changedAt: Date
  checkedAt: Date | null
  checkFault: ModelFault | null
  checkReason: string | null
  lastFault: ModelFault | null
  lastAt: Date | null
}

/** What a provider answered when it was asked for one word. */
export type Check = { fault: ModelFault | null; reason: string | null }

/** What a key is sealed under, beside its org and provider. */
export const KEY_NAME = 'provider key'

/** Those of the org in the order in which they are asked, without their keys. */
export async function listProviders(tx: OrgTx): Promise<AiProvider[]> {
  const { rows } = await tx.query<Row>(LIST, [tx.orgId])
  const prices = await readPrices(tx)
  return rows.map((row) => ({ ...toProvider(row), prices: prices.get(row.name) ?? null }))
}

function toProvider({ memberName, apiKeyName, ...row }: Row): Omit<AiProvider, 'prices'> {
  const { keySetAt, changedAt, checkedAt, checkFault, checkReason, lastFault, lastAt, ...provider } = row
  return {
    ...provider,
    isKeySet: keySetAt !== null,
    keySetAt: keySetAt?.toISOString() ?? null,
    check: checkedAt && { at: checkedAt.toISOString(), fault: checkFault, reason: checkReason },
    lastFault: lastFault && lastAt && { at: lastAt.toISOString(), fault: lastFault },
    changedAt: changedAt.toISOString(),
    changedBy: toActor({ memberName, apiKeyName }),
  }
}
