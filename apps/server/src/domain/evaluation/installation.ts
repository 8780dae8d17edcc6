import { decode, encode } from '../../db/codec.ts'
import type { Database, OrgTx, Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { listOrgs } from '../org/list.ts'
import { evaluateSets, setsAfterPublish } from './after-publish.ts'
import { readSetup, setupDifference } from './setup.ts'
import { type InstallationModels, readInstallation } from './setup-of-installation.ts'

// Whoever sets it first tells nobody: no evaluation was played with anything else.
const NOTE = statement(`
  insert into installation_models (name, now_set, last_told) values ('writing', $1, $1)
  on conflict (name) do update set now_set = excluded.now_set`)
const READ = statement(`
  select now_set as now, last_told as told from installation_models where name = 'writing'`)
const TOLD = statement(`
  update installation_models set last_told = $1 where name = 'writing' and now_set = $1`)

/** Keeps what the operator has set, so that evaluations and their gates see it. */
export async function noteInstallation(global: Queryable, models: InstallationModels | null): Promise<void> {
  await global.query(NOTE, [encode(models)])
}

/**
 * After the operator has set other models: in each org whose answers are made with them, the sets that are
 * evaluated after a publish are evaluated, once it is quiet. A process that ends meanwhile has not told all,
 * so the next one begins anew; a set that is told twice is evaluated once.
 */
export async function tellInstallation(db: Database): Promise<void> {
  const { rows } = await db.global.query<{ now: Buffer; told: Buffer }>(READ)
  const [row] = rows
  if (!row || row.now.equals(row.told)) return
  const told = decode<InstallationModels | null>(row.told)
  for (const orgId of await listOrgs(db.global)) await db.withOrg(orgId, (tx) => evaluateIfOther(tx, told))
  await db.global.query(TOLD, [row.now])
}

async function evaluateIfOther(tx: OrgTx, told: InstallationModels | null): Promise<void> {
  const before = await readSetup(tx, [], told)
  const now = await readSetup(tx, [], await readInstallation(tx))
  if (setupDifference(before, now).length > 0) await evaluateSets(tx, await setsAfterPublish(tx))
}
