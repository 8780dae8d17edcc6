import { type AiProvider, AppError } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { changeSetup } from '../evaluation/after-setup.ts'
import { plantPlacing } from '../vector/plant.ts'
import { listProviders } from './ai-provider.ts'

const REMOVE = statement('delete from ai_provider where org_id = $1 and name = $2 returning id')

/** Removes a provider and its key for good. What it has cost stays. @throws AppError `not_found` */
export async function removeProvider(tx: OrgTx, name: string): Promise<AiProvider[]> {
  const { rows } = await changeSetup(tx, 'providers', () => tx.query(REMOVE, [tx.orgId, name]))
  if (rows.length === 0) throw new AppError('not_found', 'There is no such provider.')
  await plantPlacing(tx)
  return listProviders(tx)
}
