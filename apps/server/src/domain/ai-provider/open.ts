import type { AiPrices, AiProviderKind, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { readPrices } from '../ai-price/ai-price.ts'
import { KEY_NAME } from './ai-provider.ts'

const OPEN = statement(`
  select id, name, kind, base_url as "baseUrl", model, embedding_model as "embeddingModel",
    is_enabled as "isEnabled", is_placing as "isPlacing", sealed
  from ai_provider where org_id = $1 order by place, name`)

/** A provider as it is called: the key is in the clear, so it is kept no longer than the call takes. */
export type OpenProvider = {
  id: Id
  name: string
  kind: AiProviderKind
  baseUrl: string | null
  model: string | null
  embeddingModel: string | null
  isEnabled: boolean
  /** The org has chosen it to place texts. */
  isPlacing: boolean
  key: string | null
  /** What its models cost, as the org has said. */
  own: Pick<AiPrices, 'version' | 'models'> | null
}

type Row = Omit<OpenProvider, 'key' | 'own'> & { sealed: Buffer | null }

/** Every provider of the org with its key, in the order in which they are asked. */
export async function openProviders(tx: OrgTx, keys: Keys): Promise<OpenProvider[]> {
  const { rows } = await tx.query<Row>(OPEN, [tx.orgId])
  const prices = await readPrices(tx)
  return rows.map(({ sealed, ...provider }) => ({
    ...provider,
    own: prices.get(provider.name) ?? null,
    key: sealed && keys.unsealSecret({ orgId: tx.orgId, ownerId: provider.id, name: KEY_NAME }, sealed),
  }))
}
