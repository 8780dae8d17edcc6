import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { NOBODY } from '../actor/actor.ts'
import { listProviders } from './ai-provider.ts'
import { putProvider } from './put.ts'

/** Lets the operator's provider write for an org that has said nothing about providers yet. */
export async function enableInstallation(tx: OrgTx, keys: Keys): Promise<void> {
  if ((await listProviders(tx)).length > 0) return
  await putProvider(tx, keys, {
    ...{ name: 'installation', kind: 'installation', baseUrl: null, model: null, embeddingModel: null },
    ...{ place: 0, isEnabled: true, actor: NOBODY },
  })
}
