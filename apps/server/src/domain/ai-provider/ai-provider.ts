import type { AiProvider, AiProviderKind } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorRow, actorSql, toActor } from '../actor/actor.ts'

const actor = actorSql('p')
const LIST = statement(`
  select p.name, p.kind, p.base_url as "baseUrl", p.model, p.embedding_model as "embeddingModel", p.place,
    p.is_enabled as "isEnabled", p.key_set_at as "keySetAt", p.changed_at as "changedAt", ${actor.columns}
  from ai_provider p ${actor.joins}
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
}

/** What a key is sealed under, beside its org and provider. */
export const KEY_NAME = 'provider key'

/** Those of the org in the order in which they are asked, without their keys. */
export async function listProviders(tx: OrgTx): Promise<AiProvider[]> {
  const { rows } = await tx.query<Row>(LIST, [tx.orgId])
  return rows.map(({ memberName, apiKeyName, keySetAt, changedAt, ...provider }) => ({
    ...provider,
    isKeySet: keySetAt !== null,
    keySetAt: keySetAt?.toISOString() ?? null,
    changedAt: changedAt.toISOString(),
    changedBy: toActor({ memberName, apiKeyName }),
  }))
}
