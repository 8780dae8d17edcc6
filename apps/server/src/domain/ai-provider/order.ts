import { type AiProvider, AppError } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { changeSetup } from '../evaluation/after-setup.ts'
import { listProviders } from './ai-provider.ts'

const LOCK = statement('select name from ai_provider where org_id = $1 order by name for update')
// Only what moves is said to have been changed by whoever moved it.
const PLACE = statement(`
  update ai_provider p set place = o.place - 1, member_id = $3, api_key_id = $4, changed_at = now()
  from unnest($2::text[]) with ordinality as o (name, place)
  where p.org_id = $1 and p.name = o.name and p.place <> o.place - 1`)

type Order = { names: readonly string[]; actor: ActorIds }

/**
 * Sets the order in which the providers are asked, all at once.
 *
 * @throws AppError `conflict` when the names are not just those that the org has now.
 */
export function orderProviders(tx: OrgTx, given: Order): Promise<AiProvider[]> {
  return changeSetup(tx, 'providers', () => order(tx, given))
}

async function order(tx: OrgTx, { names, actor }: Order): Promise<AiProvider[]> {
  const { rows } = await tx.query<{ name: string }>(LOCK, [tx.orgId])
  const isWhole = rows.length === names.length && rows.every(({ name }) => names.includes(name))
  if (!isWhole) {
    throw new AppError('conflict', 'Somebody added or removed a provider meanwhile: load the list again.')
  }
  await tx.query(PLACE, [tx.orgId, names, actor.memberId, actor.apiKeyId])
  return listProviders(tx)
}
