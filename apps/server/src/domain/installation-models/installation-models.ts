import { decode, encode } from '../../db/codec.ts'
import type { OrgTx, Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** What the operator has set for every org that names no model of its own. */
export type InstallationModels = {
  /** Null: OpenAI. */
  baseUrl: string | null
  model: string
  embeddingModel: string | null
}

/** As they are, and as they were when the sets that are evaluated on a change were last told; null: none. */
type ModelChange = { now: InstallationModels | null; told: InstallationModels | null }

// Whoever sets it first tells nobody: no evaluation was played with anything else.
const NOTE = statement(`
  insert into installation_models (name, now_set, last_told) values ('writing', $1, $1)
  on conflict (name) do update set now_set = excluded.now_set`)
const READ = statement("select now_set as models from installation_models where name = 'writing'")
const CHANGE = statement(`
  select now_set as now, last_told as told from installation_models
  where name = 'writing' and now_set <> last_told`)
const TOLD = statement(`
  update installation_models set last_told = $1 where name = 'writing' and now_set = $1`)

/** Keeps what the operator has set, so that evaluations and their gates see it. */
export async function noteInstallation(global: Queryable, models: InstallationModels | null): Promise<void> {
  await global.query(NOTE, [encode(models)])
}

/** Null where the operator has set none. */
export async function readInstallation(tx: OrgTx): Promise<InstallationModels | null> {
  const { rows } = await tx.query<{ models: Buffer }>(READ)
  return rows[0] ? decode<InstallationModels | null>(rows[0].models) : null
}

/** What is still to be told; null where all have been told. */
export async function readChange(global: Queryable): Promise<ModelChange | null> {
  const { rows } = await global.query<{ now: Buffer; told: Buffer }>(CHANGE)
  return rows[0] ? { now: decode(rows[0].now), told: decode(rows[0].told) } : null
}

/** All were told of these; where others were set meanwhile, those are still to be told. */
export async function noteTold(global: Queryable, models: InstallationModels | null): Promise<void> {
  await global.query(TOLD, [encode(models)])
}
