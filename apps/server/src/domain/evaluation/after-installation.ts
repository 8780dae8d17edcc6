import type { Database, OrgTx } from '../../db/database.ts'
import {
  type InstallationModels,
  noteTold,
  readChange,
  readInstallation,
} from '../installation-models/installation-models.ts'
import { listOrgs } from '../org/list.ts'
import { evaluateSets, setsAfterPublish } from './after-publish.ts'
import { readSetup, setupDifference } from './setup.ts'

/**
 * After the operator has set other models: in each org whose answers are made with them, the sets that are
 * evaluated after a publish are evaluated, once it is quiet. A process that ends meanwhile has not told all,
 * so the next one begins anew; a set that is told twice is evaluated once.
 */
export async function tellInstallation(db: Database, ending?: AbortSignal): Promise<void> {
  const change = await readChange(db.global)
  if (!change) return
  for (const orgId of await listOrgs(db.global)) {
    if (ending?.aborted) return
    await db.withOrg(orgId, (tx) => evaluateIfOther(tx, change.told))
  }
  await noteTold(db.global, change.now)
}

async function evaluateIfOther(tx: OrgTx, told: InstallationModels | null): Promise<void> {
  const before = await readSetup(tx, [], told)
  const now = await readSetup(tx, [], await readInstallation(tx))
  if (setupDifference(before, now).length > 0) await evaluateSets(tx, await setsAfterPublish(tx))
}
