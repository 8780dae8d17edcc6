import type { AiModelPrice, AiPrices } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorRow, actorSql, toActor } from '../actor/actor.ts'

const VERSIONS_MAX = 200

const actor = actorSql('p')
const COLUMNS = `p.version, p.provider, p.models, p.created_at as "createdAt", ${actor.columns}
  from ai_price p ${actor.joins}`
const LIST = statement(`
  select ${COLUMNS} where p.org_id = $1 order by p.version desc limit ${VERSIONS_MAX}`)
const NEWEST = statement(`
  select ${COLUMNS} where p.org_id = $1 and p.version in (
    select max(newest.version) from ai_price newest
    join ai_provider one on one.org_id = newest.org_id and one.id = newest.provider_id
    where newest.org_id = $1 group by newest.provider_id)`)

type Row = ActorRow & { version: number; provider: string; models: Buffer; createdAt: Date }

export type ProviderPrices = AiPrices & { provider: string }

/** The last versions of all providers, those that were removed too, newest first. */
export async function listPrices(tx: OrgTx): Promise<ProviderPrices[]> {
  const { rows } = await tx.query<Row>(LIST, [tx.orgId])
  return rows.map(toPrices)
}

/** What holds now, by the names of providers; one whose prices were taken back has none. */
export async function readPrices(tx: OrgTx): Promise<Map<string, AiPrices>> {
  const { rows } = await tx.query<Row>(NEWEST, [tx.orgId])
  const held = rows.map(toPrices).filter(({ models }) => models.length > 0)
  return new Map(held.map(({ provider, ...prices }) => [provider, prices]))
}

function toPrices({ version, provider, models, createdAt, ...by }: Row): ProviderPrices {
  return {
    ...{ version, provider, models: decode<AiModelPrice[]>(models) },
    changedAt: createdAt.toISOString(),
    changedBy: toActor(by),
  }
}
